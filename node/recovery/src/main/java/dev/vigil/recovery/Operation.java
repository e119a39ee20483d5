package dev.vigil.recovery;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/** The one operation on the configuration that this node is carrying out. */
public record Operation(long number, Plan plan, Asker asker, Stage stage, Ticks since, Ticks deadline) {

    Operation at(Stage next, Ticks limit) {
        return new Operation(number, plan, asker, next, since, limit);
    }

    /** What is to come about. */
    public sealed interface Plan {
        record ChangeRows(String what) implements Plan {}

        record Create(Request.CreateResource request) implements Plan {}

        record Extend(Tag tag, NodeId node, List<Decision.Target> targets) implements Plan {
            public Extend {
                targets = List.copyOf(targets);
            }
        }

        record Join(Tag parent, Tag child, UnitId kept, UnitId gone) implements Plan {}

        /** Undo what failed, then give this answer. */
        record Undo(Reply reply) implements Plan {}
    }

    /** How far it is. */
    public sealed interface Stage {
        /** The node that shall be extended to is asked whether it can. */
        record Probing() implements Stage {}

        /** All nodes were asked to prepare these changes; {@code awaited} have not answered. */
        record Proposing(Revision proposal, List<Change> changes, SortedSet<NodeId> awaited,
                List<NodeId> without) implements Stage {
            public Proposing {
                changes = List.copyOf(changes);
                awaited = Collections.unmodifiableSortedSet(new TreeSet<>(awaited));
                without = List.copyOf(without);
            }
        }

        /** Committed; kits are at work: the restore of a new resource, the extension on its new node. */
        record Working() implements Stage {}
    }
}
