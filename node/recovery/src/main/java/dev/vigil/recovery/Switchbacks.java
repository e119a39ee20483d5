package dev.vigil.recovery;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.Switchback;
import dev.vigil.lcd.model.UnitId;

/** RC-23: a unit with automatic switchback goes back to a returning node of better priority on which nothing of it has failed. */
final class Switchbacks {
    private Switchbacks() {}

    static void consider(Turn turn, NodeId peer) {
        Ownership.heldBy(turn.lcd(), turn.self()).stream().map(OwnershipRow::unit).filter(unit -> isDue(turn, unit, peer))
                .forEach(unit -> {
                    turn.note(Note.of(NoteCode.SWITCHES_BACK).with("rule", "RC-23").with("unit", unit).with("to", peer));
                    Descent.begin(turn, UnitTask.down(unit, Descent.running(turn, unit), Cause.SWITCHOVER, turn.now())
                            .then(new After.HandTo(peer, Moves.wanted(turn, unit))));
                });
    }

    private static boolean isDue(Turn turn, UnitId unit, NodeId peer) {
        return Checks.isQuiet(turn, unit) && !turn.mind.isStorageFailed() && !Ownership.holds(turn.lcd(), peer, unit)
                && Topology.reaches(turn.config(), unit, peer)
                && !Placement.hasFailed(turn, unit, peer)
                && !Moves.wanted(turn, unit).isEmpty()
                && Topology.priority(turn.config(), unit, peer).compareTo(Topology.priority(turn.config(), unit, turn.self())) < 0
                && turn.config().resources().stream().filter(row -> row.unit().equals(unit))
                        .anyMatch(row -> row.switchback() == Switchback.AUTOMATIC);
    }
}
