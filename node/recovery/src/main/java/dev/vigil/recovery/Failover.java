package dev.vigil.recovery;

import java.util.Optional;
import java.util.SortedSet;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/** RC-7: units whose owner is dead are taken over at once by the best living node. */
final class Failover {
    private Failover() {}

    static void reconsider(Turn turn) {
        for (UnitId unit : Topology.units(turn.config())) {
            Optional<NodeId> dead = Ownership.last(turn.lcd(), unit).map(OwnershipRow::node)
                    .filter(node -> Peers.isDead(turn, node));
            if (dead.isPresent() && !turn.mind.tasks.containsKey(unit)) {
                consider(turn, unit, dead.get());
            }
        }
    }

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
                .or(() -> Confirmations.obstacle(turn, dead).map(why -> new Plan.Held("RC-72", why)))
                .or(() -> MoveLimits.obstacle(turn, unit).map(why -> new Plan.Held("RC-74", why)));
    }

    private static void consider(Turn turn, UnitId unit, NodeId dead) {
        switch (plan(turn, unit, dead)) {
            case Plan.Idle idle -> {
                return;
            }
            case Plan.Held held -> {
                withheld(turn, unit, held.rule(), held.reason());
                MoveLimits.withheld(turn, unit);
            }
            case Plan.Nowhere nowhere -> {
                if (NoFailover.barsAny(turn, dead)) {
                    withheld(turn, unit, "RC-71", nowhere.reason());
                }
            }
            case Plan.To to -> {
                if (to.node().equals(turn.self())) {
                    take(turn, unit, dead, to.tags());
                } else {
                    turn.note(Note.of(NoteCode.FAILOVER_LEFT_TO).with("rule", "RC-7").with("unit", unit).with("node", to.node()));
                }
            }
        }
    }

    private static void withheld(Turn turn, UnitId unit, String rule, String reason) {
        turn.note(Note.of(NoteCode.FAILOVER_WITHHELD).with("rule", rule).with("unit", unit).with("reason", reason));
    }

    private static void take(Turn turn, UnitId unit, NodeId dead, SortedSet<Tag> tags) {
        switch (Grantor.ask(turn, unit, Grantor.Will.FAILOVER)) {
            case Grantor.Grant.Given given -> {
                turn.note(Note.of(NoteCode.FAILOVER_BEGINS).with("rule", "RC-7").with("unit", unit).with("from", dead)
                        .with("epoch", given.epoch()).with("tags", WireText.tags(tags)));
                MoveLimits.count(turn, unit);
                turn.peers().forEach(peer -> turn.tell(peer, new PeerNote.TakingOver(unit, given.epoch())));
                Climb.take(turn, UnitTask.up(unit, tags, Cause.NODE_FAILURE, Asker.NOBODY, turn.now()), given.epoch());
            }
            case Grantor.Grant.Withheld no -> withheld(turn, unit, "RC-1", no.sentence());
        }
    }
}
