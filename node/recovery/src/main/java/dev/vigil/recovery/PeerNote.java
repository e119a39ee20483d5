package dev.vigil.recovery;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/**
 * What one controller tells another. Delivered at most once and in order for each life of the sender; may be lost when a link
 * resets. As text: {@link PeerNotes}.
 */
public sealed interface PeerNote {
    /** Everything told to one peer in one step: the receiver takes it in as one, with one store. */
    record Several(List<PeerNote> notes) implements PeerNote {
        public Several {
            notes = List.copyOf(notes);
        }
    }

    /** The whole status of the sender and which configuration it holds; the answer to {@link WantStatus}, and sent on meeting. */
    record Hello(Revision config, long configHash, Entry.StatusReplaced status) implements PeerNote {}

    /** The rows of the sender changed. */
    record StatusDelta(Entry.StatusChanged change) implements PeerNote {}

    record WantStatus() implements PeerNote {}

    record WantConfig() implements PeerNote {}

    record WholeConfig(Config config) implements PeerNote {}

    /** Will you take {@code changes} as configuration {@code number}, on top of the one before, which hashes to {@code base}? */
    record Prepare(Revision number, long base, List<Change> changes) implements PeerNote {
        public Prepare {
            changes = List.copyOf(changes);
        }
    }

    /** The answer to {@link Prepare}; an empty {@code objection} is a yes. */
    record Prepared(Revision number, String objection) implements PeerNote {}

    /** The prepared changes are configuration {@code number} now. */
    record Commit(Revision number, List<Change> changes) implements PeerNote {
        public Commit {
            changes = List.copyOf(changes);
        }
    }

    /** Forget what was prepared as {@code number}. */
    record Dropped(Revision number) implements PeerNote {}

    /** A request that the receiver can do and the sender was asked. */
    record Ask(long number, String caller, Request request) implements PeerNote {}

    record Answered(long number, Reply reply) implements PeerNote {}

    /** The unit is released here, confirmed: take it, and bring {@code tags} in service. */
    record TakeOver(UnitId unit, Epoch epoch, SortedSet<Tag> tags, Cause cause) implements PeerNote {}

    /** How a {@link TakeOver} ended. */
    record Taken(UnitId unit, Result result, String sentence) implements PeerNote {}

    /** How a hand-over ended at the taker. */
    enum Result {
        DONE,
        /** It does not own the unit and touched nothing: the giver may have it back. */
        REFUSED,
        /** It owns the unit and goes on with it by its own rules, but could not do what was asked. */
        FAILED
    }

    /** The sender takes the unit under this epoch, whoever had it. */
    record TakingOver(UnitId unit, Epoch epoch) implements PeerNote {}

    /** The sender did not run for a while: does anyone else own these by now? */
    record WhoOwns(long number, SortedMap<UnitId, Epoch> units) implements PeerNote {}

    /** The answer to {@link WhoOwns}: the units that the asker owns no more, with the epoch that beats its own. */
    record Owned(long number, SortedMap<UnitId, Epoch> lost) implements PeerNote {}

    /** Run {@code action}, which is CAN_EXTEND or EXTEND, for these resources of yours to be. */
    record ExtendAsk(long number, Action action, List<Decision.Target> targets) implements PeerNote {
        public ExtendAsk {
            targets = List.copyOf(targets);
        }
    }

    /** The answer to {@link ExtendAsk}; an empty {@code objection} is a yes. */
    record ExtendAnswer(long number, Action action, String objection) implements PeerNote {}

    /** The sender is older than the receiver and does not know a note with this verb. */
    record NotUnderstood(String verb) implements PeerNote {}

    /** A note with a verb that this program does not know, or that it cannot read. */
    record Unrecognized(Line head, List<Line> body, String reason) implements PeerNote {
        public Unrecognized {
            body = List.copyOf(body);
        }
    }

    /** The nodes of {@code without} as one word. */
    static String nodes(List<NodeId> nodes) {
        return String.join(",", nodes.stream().map(NodeId::value).toList());
    }
}
