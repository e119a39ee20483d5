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

    private static void consider(Turn turn, UnitId unit, NodeId dead) {
        SortedSet<Tag> tags = Moves.protectedOn(turn, unit, dead);
        Optional<NodeId> best = Placement.best(turn, unit);
        if (tags.isEmpty() || best.isEmpty()) {
            return;
        }
        if (!best.get().equals(turn.self())) {
            turn.note(Note.of(NoteCode.FAILOVER_LEFT_TO).with("rule", "RC-7").with("unit", unit).with("node", best.get()));
            return;
        }
        switch (Grantor.ask(turn, unit, Grantor.Will.FAILOVER)) {
            case Grantor.Grant.Given given -> {
                turn.note(Note.of(NoteCode.FAILOVER_BEGINS).with("rule", "RC-7").with("unit", unit).with("from", dead)
                        .with("epoch", given.epoch()).with("tags", WireText.tags(tags)));
                turn.peers().forEach(peer -> turn.tell(peer, new PeerNote.TakingOver(unit, given.epoch())));
                Climb.take(turn, UnitTask.up(unit, tags, Cause.NODE_FAILURE, Asker.NOBODY, turn.now()), given.epoch());
            }
            case Grantor.Grant.Withheld no ->
                turn.note(Note.of(NoteCode.FAILOVER_WITHHELD).with("rule", "RC-1").with("unit", unit)
                        .with("reason", no.sentence()));
        }
    }
}
