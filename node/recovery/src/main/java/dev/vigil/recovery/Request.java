package dev.vigil.recovery;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.ConfigRow;
import dev.vigil.lcd.model.FlagName;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Occurrence;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.SystemRow;
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

    /** Remove a resource from every node; nothing may need it, and it may run nowhere. */
    record DeleteResource(Tag tag, List<NodeId> without) implements Request {
        public DeleteResource {
            without = List.copyOf(without);
        }
    }

    /** Make the whole hierarchy of {@code tag} unable to run on {@code node} any more. */
    record Unextend(Tag tag, NodeId node, List<NodeId> without) implements Request {
        public Unextend {
            without = List.copyOf(without);
        }
    }

    /**
     * A node leaves the cluster for good, and the configuration names it no more. It may own and run nothing; a silent one must be known
     * to be off.
     */
    record RemoveNode(NodeId node, List<NodeId> without) implements Request {
        public RemoveNode {
            without = List.copyOf(without);
        }
    }

    /**
     * Another machine takes the name of a node that is called dead: what is extended to it stays so, and these are the address, the key and
     * the only paths of that machine. Its first life is numbered by the one who is asked.
     */
    record ReplaceNode(SystemRow system, List<PathRow> paths) implements Request {
        public ReplaceNode {
            paths = List.copyOf(paths);
        }
    }

    /** The parent no longer needs the child; each half keeps the state and the owner that it has. */
    record DeleteDependency(Tag parent, Tag child) implements Request {}

    /**
     * Change the rows of one resource, on one node or on all. {@code values} are fields of its rows by the names that they have in text:
     * {@code id}, {@code info}, {@code priority}, {@code quick-ms}, {@code deep-ms} and {@code p.NAME} of an instance, {@code init},
     * {@code switchback} and {@code local-recovery} of the resource. {@code unset}: properties that go back to their defaults.
     */
    record ChangeResource(Tag tag, Optional<NodeId> node, SortedMap<String, String> values,
            SortedSet<String> unset) implements Request {
        public ChangeResource {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
            unset = Collections.unmodifiableSortedSet(new TreeSet<>(unset));
        }
    }

    /** Override the stored state of a resource on {@code node}; empty: where it is owned, else where it was asked. Runs nothing. */
    record SetState(Tag tag, Optional<NodeId> node, ResourceState state, String reason) implements Request {}

    /** Run QUICK_CHECK, DEEP_CHECK or RECOVER of a resource now, where it is in service. */
    record RunAction(Tag tag, Action action) implements Request {}

    /** A monitor of somebody's own saw the resource fail. */
    record SendEvent(Tag tag, String detail) implements Request {}

    /** The same, of a class that handlers may have been registered for: they are asked before anything else is done. */
    record RaiseEvent(Tag tag, Occurrence occurrence) implements Request {}

    record SetFlag(FlagName flag, NodeId node) implements Request {}

    record ClearFlag(FlagName flag, NodeId node) implements Request {}

    /** Bring a resource and all that it needs in service on {@code node}; empty: where it is owned, else where it was asked. */
    record InService(Tag tag, Optional<NodeId> node) implements Request {}

    /** Take a resource and all that needs it out of service. */
    record OutOfService(Tag tag) implements Request {}

    /** Move the unit of {@code tag} to {@code node}; empty: to the next node by priority that can take it. */
    record Switchover(Tag tag, Optional<NodeId> node) implements Request {}

    /**
     * What a person rules in the controller's stead, with a reason that is kept. A ruling stands in the rows of the node that was asked,
     * needs nobody's agreement, and reaches every node.
     */
    sealed interface Ruling extends Request {}

    /** Nothing of the hierarchy of {@code tag}, or of the cluster, is restored, repaired, moved or taken over by itself. */
    record Freeze(Optional<Tag> tag, Duration lasts, String reason) implements Ruling {}

    record Unfreeze(Optional<Tag> tag, String reason) implements Ruling {}

    /** Answers a death that waits for a confirmation: PROCEED or STAY. */
    record ConfirmFailover(NodeId node, Standing.Verdict verdict, String reason) implements Ruling {}

    /** A node that is not heard runs nothing. */
    record ConfirmDead(NodeId node, String reason) implements Ruling {}

    /** Have a node fenced now by the node that is asked, even one that is heard. */
    record FenceNode(NodeId node, String reason) implements Ruling {}

    /** Of the owners that contest the unit of {@code tag}, {@code node} keeps it. */
    record Keep(Tag tag, NodeId node, String reason) implements Ruling {}

    /** {@code node}, which waits at its start, shall wait no longer for peers that it never heard. */
    record StartAlone(NodeId node, String reason) implements Ruling {}

    /** What has failed on {@code node} is mended: the node counts as a backup again. */
    record ClearFailed(Tag tag, Optional<NodeId> node, String reason) implements Ruling {}

    /** What may still run on {@code node} was stopped by hand. */
    record ConfirmStopped(Tag tag, Optional<NodeId> node, String reason) implements Ruling {}

    /** Nobody knows whether it runs on {@code node}: have it checked there, and believe the check. */
    record ClearDoubt(Tag tag, Optional<NodeId> node, String reason) implements Ruling {}

    /** Give up the operation that keeps {@code node} from changing the configuration. */
    record BreakLock(NodeId node, String reason) implements Ruling {}

    /** One of {@link NodeSettings}; an empty value takes it away. */
    record SetNode(NodeId node, String name, String value) implements Ruling {}

    /** The process is to stop: take out of service what this node owns, move it to others, or leave it running for the next life. */
    record Shutdown(ShutdownStrategy strategy) implements Request {}

    enum ShutdownStrategy {
        OUT_OF_SERVICE, SWITCH_OVER, HAND_OVER
    }

    /** The rows of a configuration change that put rows in place; a convenience for callers. */
    static List<Change> puts(List<? extends ConfigRow> rows) {
        return rows.stream().map(row -> (Change) new Change.Put(row)).toList();
    }
}
