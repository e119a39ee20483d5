package dev.vigil.kit;

import java.util.List;

import dev.vigil.lcd.model.TypeId;

/**
 * Knows how to bring one type of resource in and out of service. Found by {@link java.util.ServiceLoader}, made once per life of the
 * node; any thread may call it. It keeps nothing about single resources: that is the agents' part.
 */
public interface RecoveryKit {
    /** The name by which an operator creates resources of this kind. Always the same; must not throw. */
    TypeId type();

    /** Which properties an instance has; the node checks them before anything else here sees them. Must not throw. */
    PropertySchema propertySchema();

    /** What the node has to know about every resource of this type. Must not throw. */
    default KitTraits traits() {
        return KitTraits.PLAIN;
    }

    /**
     * What is wrong with the instance beyond single properties: its identity, or values that do not go together. Looks at nothing but
     * the argument, since the instance may be meant for another node.
     */
    default List<PropertyProblem> examine(KitInstance instance) {
        return List.of();
    }

    /**
     * Under which addresses whoever has the resource in service is found by clients. Before a takeover from a silent node the network is
     * asked for them. Looks at nothing but the argument, which has passed {@link #examine}; must not throw.
     */
    default List<ServedAddress> servedAt(KitInstance instance) {
        return List.of();
    }

    /**
     * Makes the agent of one instance that passed {@link #examine}. Changes nothing about the resource, which may be in service at this
     * moment: after a restart of the node, or since an operator changed a property. Called on a thread that may block, under the limit
     * of the action that needs the agent.
     *
     * @throws KitRefusal when the instance cannot be served on this node; the sentence is for the operator
     */
    ResourceAgent open(KitInstance instance, KitContext context) throws KitRefusal;
}
