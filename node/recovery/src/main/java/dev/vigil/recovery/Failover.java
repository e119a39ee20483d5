package dev.vigil.recovery;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/** RC-7: units whose owner is lost are taken over at once by the best living node. */
final class Failover {
    private Failover() {}

    /** What becomes of a unit whose owner is dead; asked of an owner that lives, it tells what would. */
    sealed interface Plan {
        /** Nothing of it was in service, protected. */
        record Idle() implements Plan {}

        /** The living node that takes it over. */
        record To(NodeId node, SortedSet<Tag> tags) implements Plan {}

        /** A rule withholds it. */
        record Held(String rule, String reason) implements Plan {}

        /** No living node could take it. */
        record Nowhere(String reason) implements Plan {}
    }

    /** Whether this node takes a unit over. */
    sealed interface Verdict {
        record Due(NodeId dead, SortedSet<Tag> tags, Epoch epoch) implements Verdict {}

        /** The owner is dead, and another node comes first. */
        record LeftTo(NodeId dead, NodeId node) implements Verdict {}

        /** The owner is dead, and a rule speaks against it. */
        record Withheld(NodeId dead, String rule, String sentence) implements Verdict {}

        record NotDue(String sentence) implements Verdict {}
    }

    static void reconsider(Turn turn) {
        for (UnitId unit : Topology.units(turn.config())) {
            act(turn, unit, judge(turn, unit));
        }
    }

    static Plan plan(Turn turn, UnitId unit, NodeId dead) {
        SortedSet<Tag> tags = Moves.protectedOn(turn, unit, dead);
        if (tags.isEmpty()) {
            return new Plan.Idle();
        }
        Optional<Plan> held = held(turn, unit, dead);
        if (held.isPresent()) {
            return held.get();
        }
        return Placement.heir(turn, unit, dead).<Plan>map(node -> new Plan.To(node, tags))
                .orElseGet(() -> new Plan.Nowhere(Placement.nobody(turn, unit, dead)));
    }

    private static Optional<Plan> held(Turn turn, UnitId unit, NodeId dead) {
        return Freezes.of(turn, unit).<Plan>map(frozen -> new Plan.Held("RC-70", Freezes.sentence(frozen)))
                .or(() -> Contests.obstacle(turn, unit).map(why -> new Plan.Held("RC-115", why)))
                .or(() -> Absences.isAwaited(turn, dead)
                        ? Optional.of(new Plan.Held("RC-111", Absences.sentence(turn, dead)))
                        : Optional.empty())
                .or(() -> Confirmations.obstacle(turn, dead).map(why -> new Plan.Held("RC-72", why)))
                .or(() -> MoveLimits.obstacle(turn, unit).map(why -> new Plan.Held("RC-74", why)));
    }

    static Verdict judge(Turn turn, UnitId unit) {
        Optional<NodeId> last = Ownership.last(turn.lcd(), unit).map(OwnershipRow::node);
        if (last.isEmpty()) {
            return new Verdict.NotDue("No node has owned " + unit + " so far");
        }
        NodeId owner = last.get();
        if (!Peers.isLost(turn, owner)) {
            return new Verdict.NotDue(owner.equals(turn.self())
                    ? "Node " + owner + " owned it last, and is this node"
                    : "Node " + owner + " owned it last, and " + Peers.words(turn, owner));
        }
        if (Ownership.holds(turn.lcd(), turn.self(), unit) && Contests.isHeldBack(turn, unit)) {
            return new Verdict.NotDue("Node " + turn.self() + " owns " + unit + " as well, and goes on with it");
        }
        UnitTask task = turn.mind.tasks.get(unit);
        if (task != null) {
            return new Verdict.NotDue("Node " + turn.self() + " is at work with " + unit + " (" + task.kind() + ")");
        }
        return switch (plan(turn, unit, owner)) {
            case Plan.Idle idle -> new Verdict.NotDue("Nothing of " + unit + " was in service and protected on " + owner);
            case Plan.Held held -> new Verdict.Withheld(owner, held.rule(), held.reason());
            case Plan.Nowhere nowhere -> NoFailover.barsAny(turn, owner)
                    ? new Verdict.Withheld(owner, "RC-71", nowhere.reason())
                    : new Verdict.NotDue("No living node has all of " + unit);
            case Plan.To to -> to.node().equals(turn.self())
                    ? checked(turn, unit, owner, to.tags())
                    : new Verdict.LeftTo(owner, to.node());
        };
    }

    private static Verdict checked(Turn turn, UnitId unit, NodeId owner, SortedSet<Tag> tags) {
        return SafetyCheck.served(turn, unit, owner).<Verdict>map(why -> new Verdict.Withheld(owner, "RC-119", why))
                .or(() -> SafetyCheck.pending(turn, unit, owner).map(Verdict.NotDue::new))
                .orElseGet(() -> granted(turn, unit, owner, tags));
    }

    private static Verdict granted(Turn turn, UnitId unit, NodeId owner, SortedSet<Tag> tags) {
        return switch (Grantor.ask(turn, unit, Grantor.Will.FAILOVER)) {
            case Grantor.Grant.Given given -> new Verdict.Due(owner, tags, given.epoch());
            case Grantor.Grant.Withheld no ->
                new Verdict.Withheld(owner, Fencing.obstacle(turn, unit).isPresent() ? "RC-100" : "RC-1", no.sentence());
        };
    }

    private static void act(Turn turn, UnitId unit, Verdict verdict) {
        switch (verdict) {
            case Verdict.Due due -> take(turn, unit, due);
            case Verdict.LeftTo left ->
                note(turn, unit, Note.of(NoteCode.FAILOVER_LEFT_TO).with("rule", "RC-7").with("unit", unit)
                        .with("node", left.node()), left.dead());
            case Verdict.Withheld no -> {
                boolean isRestart = Absences.isAwaited(turn, no.dead());
                note(turn, unit,
                        Note.of(isRestart ? NoteCode.RESTART_AWAITED : NoteCode.FAILOVER_WITHHELD).with("rule", no.rule())
                                .with("unit", unit)
                                .with("reason", no.sentence()),
                        no.dead());
                MoveLimits.withheld(turn, unit);
            }
            case Verdict.NotDue ignored -> {
                /* nothing has happened to it */ }
        }
    }

    private static void take(Turn turn, UnitId unit, Verdict.Due due) {
        note(turn, unit, Note.of(NoteCode.FAILOVER_BEGINS).with("rule", "RC-7").with("unit", unit).with("from", due.dead())
                .with("epoch", due.epoch()).with("tags", WireText.tags(due.tags())), due.dead());
        if (!turn.config().isByMajority()) {
            MoveLimits.count(turn, unit);
            turn.peers().forEach(peer -> turn.tell(peer, new PeerNote.TakingOver(unit, due.epoch())));
        }
        Climb.take(turn, UnitTask.up(unit, due.tags(), Cause.NODE_FAILURE, Asker.NOBODY, turn.now()), due.epoch());
    }

    private static void note(Turn turn, UnitId unit, Note note, NodeId dead) {
        turn.note(Placement.withRefused(note, Placement.heirs(turn, unit, dead), List.of(dead)));
    }
}
