package dev.vigil.recovery;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/** RC-7: units whose owner is dead are taken over at once by the best living node. */
final class Failover {
    private Failover() {}

    /** Whether this node takes a unit over. */
    sealed interface Verdict {
        record Due(NodeId dead, SortedSet<Tag> tags, Epoch epoch) implements Verdict {}

        /** The owner is dead, and another node comes first. */
        record LeftTo(NodeId dead, NodeId node) implements Verdict {}

        /** It would be for this node, which may not. */
        record Withheld(NodeId dead, String sentence) implements Verdict {}

        record NotDue(String sentence) implements Verdict {}
    }

    static void reconsider(Turn turn) {
        for (UnitId unit : Topology.units(turn.config())) {
            act(turn, unit, judge(turn, unit));
        }
    }

    static Verdict judge(Turn turn, UnitId unit) {
        Optional<NodeId> last = Ownership.last(turn.lcd(), unit).map(OwnershipRow::node);
        if (last.isEmpty()) {
            return new Verdict.NotDue("No node has owned " + unit + " so far");
        }
        NodeId owner = last.get();
        if (!Peers.isDead(turn, owner)) {
            return new Verdict.NotDue(owner.equals(turn.self())
                    ? "Node " + owner + " owned it last, and is this node"
                    : "Node " + owner + " owned it last, and is not dead for this node but "
                            + turn.mind.peer(owner).health());
        }
        UnitTask task = turn.mind.tasks.get(unit);
        if (task != null) {
            return new Verdict.NotDue("Node " + turn.self() + " is at work with " + unit + " (" + task.kind() + ")");
        }
        SortedSet<Tag> tags = Moves.protectedOn(turn, unit, owner);
        if (tags.isEmpty()) {
            return new Verdict.NotDue("Nothing of " + unit + " was in service and protected on " + owner);
        }
        Optional<NodeId> best = Placement.best(turn, unit);
        if (best.isEmpty()) {
            return new Verdict.NotDue("No living node has all of " + unit);
        }
        if (!best.get().equals(turn.self())) {
            return new Verdict.LeftTo(owner, best.get());
        }
        return switch (Grantor.ask(turn, unit, Grantor.Will.FAILOVER)) {
            case Grantor.Grant.Given given -> new Verdict.Due(owner, tags, given.epoch());
            case Grantor.Grant.Withheld no -> new Verdict.Withheld(owner, no.sentence());
        };
    }

    private static void act(Turn turn, UnitId unit, Verdict verdict) {
        switch (verdict) {
            case Verdict.Due due -> {
                note(turn, unit,
                        Note.of(NoteCode.FAILOVER_BEGINS).with("rule", "RC-7").with("unit", unit).with("from", due.dead())
                                .with("epoch", due.epoch()).with("tags", WireText.tags(due.tags())),
                        List.of(due.dead()));
                turn.peers().forEach(peer -> turn.tell(peer, new PeerNote.TakingOver(unit, due.epoch())));
                Climb.take(turn, UnitTask.up(unit, due.tags(), Cause.NODE_FAILURE, Asker.NOBODY, turn.now()), due.epoch());
            }
            case Verdict.LeftTo left ->
                note(turn, unit, Note.of(NoteCode.FAILOVER_LEFT_TO).with("rule", "RC-7").with("unit", unit)
                        .with("node", left.node()), List.of(left.dead()));
            case Verdict.Withheld no ->
                note(turn, unit, Note.of(NoteCode.FAILOVER_WITHHELD).with("rule", "RC-1").with("unit", unit)
                        .with("reason", no.sentence()), List.of(no.dead()));
            case Verdict.NotDue ignored -> {
                /* nothing has happened to it */ }
        }
    }

    private static void note(Turn turn, UnitId unit, Note note, List<NodeId> named) {
        turn.note(Placement.withRefused(note, Placement.heirs(turn, unit), named));
    }
}
