package dev.vigil.kits.ip;

import java.util.List;

import dev.vigil.kit.Ipv4;
import dev.vigil.kit.KitContext;
import dev.vigil.kit.KitInstance;
import dev.vigil.kit.KitRefusal;
import dev.vigil.kit.KitTraits;
import dev.vigil.kit.PropertyKind;
import dev.vigil.kit.PropertyProblem;
import dev.vigil.kit.PropertySchema;
import dev.vigil.kit.PropertySpec;
import dev.vigil.kit.RecoveryKit;
import dev.vigil.kit.ResourceAgent;
import dev.vigil.lcd.model.TypeId;

/** Protects an IPv4 address. The id of an instance is the address; it is held for as long as the node renews it. */
public final class IpKit implements RecoveryKit {
    static final String INTERFACE = "interface";
    static final String PREFIX = "prefix";
    static final String DUPLICATE_CHECK = "duplicateCheck";
    private static final TypeId TYPE = new TypeId("ip");
    private static final int LONGEST_INTERFACE_NAME = 255;
    private static final PropertySchema SCHEMA = PropertySchema.of(
            PropertySpec.required(INTERFACE, new PropertyKind.Text(LONGEST_INTERFACE_NAME),
                    "the network interface of this node that gets the address"),
            PropertySpec.optional(PREFIX, new PropertyKind.IntegerIn(1, 32),
                    "the prefix length of the address; left out: that of the interface's own network"),
            PropertySpec.withDefault(DUPLICATE_CHECK, new PropertyKind.Choice(DuplicateCheck.words()), DuplicateCheck.AUTO,
                    "how long to ask the network for another user of the address before it is put in service: full (500 ms, "
                            + "before adding), brief (200 ms, while adding), none, or auto (by why the resource is brought in service)"));

    @Override
    public TypeId type() {
        return TYPE;
    }

    @Override
    public PropertySchema propertySchema() {
        return SCHEMA;
    }

    @Override
    public KitTraits traits() {
        return new KitTraits(KitTraits.Announcing.ANNOUNCEABLE, KitTraits.Ending.COOPERATIVE);
    }

    @Override
    public List<PropertyProblem> examine(KitInstance instance) {
        return Ipv4.parse(instance.id()).isPresent()
                ? List.of()
                : List.of(new PropertyProblem("id", instance.id(), "must be " + new PropertyKind.Address().describe()));
    }

    @Override
    public ResourceAgent open(KitInstance instance, KitContext context) throws KitRefusal {
        return new IpAgent(FloatingAddress.of(instance), NetworkPorts.of(context), context);
    }
}
