package dev.vigil.recovery;

import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.ConfigRow;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Tag;

/**
 * What an operator can ask for. It may be asked on any node; the controller passes it to the node that can do it. The role was checked
 * before.
 */
public sealed interface Request {
    /**
     * Change the configuration by rows that need no kit: systems, paths, types, settings. {@code without}: silent nodes that shall
     * not be waited for; they may start nothing until they have caught up.
     */
    record ChangeConfig(String what, List<Change> changes, List<NodeId> without) implements Request {
        public ChangeConfig {
            changes = List.copyOf(changes);
            without = List.copyOf(without);
        }
    }

    /** Create a resource on one node and, when asked, bring it in service there; rolled back whole when a step fails. */
    record CreateResource(ResourceRow resource, InstanceRow instance, After after) implements Request {}

    enum After {
        IN_SERVICE, OUT_OF_SERVICE
    }

    /** Make the whole hierarchy of {@code tag} able to run on one more node; the instances are those of that node. */
    record Extend(Tag tag, NodeId node, List<InstanceRow> instances) implements Request {
        public Extend {
            instances = List.copyOf(instances);
        }
    }

    record CreateDependency(Tag parent, Tag child) implements Request {}

    /** Bring a resource and all that it needs in service on {@code node}; empty: where it is owned, else where it was asked. */
    record InService(Tag tag, Optional<NodeId> node) implements Request {}

    /** Take a resource and all that needs it out of service. */
    record OutOfService(Tag tag) implements Request {}

    /** Move the unit of {@code tag} to {@code node}; empty: to the next node by priority that can take it. */
    record Switchover(Tag tag, Optional<NodeId> node) implements Request {}

    /** The process is to stop: take out of service what this node owns, or hand it over. */
    record Shutdown(ShutdownStrategy strategy) implements Request {}

    enum ShutdownStrategy {
        OUT_OF_SERVICE, SWITCH_OVER
    }

    /** The rows of a configuration change that put rows in place; a convenience for callers. */
    static List<Change> puts(List<? extends ConfigRow> rows) {
        return rows.stream().map(row -> (Change) new Change.Put(row)).toList();
    }
}
