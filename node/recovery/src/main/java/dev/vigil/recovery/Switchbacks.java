package dev.vigil.recovery;

import java.time.Duration;
import java.util.Optional;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.Switchback;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/** RC-23: a unit with automatic switchback goes back to a returning node of better priority on which nothing of it has failed. */
final class Switchbacks {
    private Switchbacks() {}

    static void consider(Turn turn, NodeId peer) {
        Ownership.heldBy(turn.lcd(), turn.self()).stream().map(OwnershipRow::unit).filter(unit -> isDue(turn, unit, peer))
                .filter(unit -> hasCome(turn, unit, peer)).forEach(unit -> {
                    MoveLimits.count(turn, unit);
                    turn.note(Note.of(NoteCode.SWITCHES_BACK).with("rule", "RC-23").with("unit", unit).with("to", peer));
                    Descent.begin(turn, UnitTask.down(unit, Descent.running(turn, unit), Cause.SWITCHOVER, turn.now())
                            .then(new After.HandTo(peer, Moves.wanted(turn, unit))));
                });
    }

    /** After time has passed, or something that stood in the way is gone. */
    static void considerAll(Turn turn) {
        turn.peers().stream().filter(turn.mind::isKnown).forEach(peer -> consider(turn, peer));
    }

    /** RC-73: the node has been well for long enough, and it is the time of day for it; else it is considered again then. */
    private static boolean hasCome(Turn turn, UnitId unit, NodeId peer) {
        Duration wellFor = turn.now().since(turn.mind.well.getOrDefault(peer, Ticks.ZERO));
        Duration tooSoon = Policies.switchbackAfter(turn.config(), unit, turn.self()).minus(wellFor);
        Optional<Policies.Window> window = Policies.switchbackWindow(turn.config(), unit, turn.self());
        if (window.isPresent() && turn.mind.clock.isEmpty()) {
            return false; // considered when the clock is read
        }
        Duration closed = window.flatMap(hours -> turn.mind.clock.map(clock -> hours.wait(clock.local(turn.now()))))
                .orElse(Duration.ZERO);
        Duration wait = closed.compareTo(tooSoon) > 0 ? closed : tooSoon;
        if (wait.isZero() || wait.isNegative()) {
            return true;
        }
        turn.wake("switchback/" + unit, wait);
        return false;
    }

    private static boolean isDue(Turn turn, UnitId unit, NodeId peer) {
        return Checks.isQuiet(turn, unit) && !Freezes.isFrozen(turn, unit) && MoveLimits.obstacle(turn, unit).isEmpty()
                && !NoFailover.bars(turn, peer, turn.self()) && !turn.mind.isStorageFailed()
                && !Ownership.holds(turn.lcd(), peer, unit)
                && Topology.reaches(turn.config(), unit, peer)
                && !Placement.hasFailed(turn, unit, peer)
                && !Moves.wanted(turn, unit).isEmpty()
                && Topology.priority(turn.config(), unit, peer).compareTo(Topology.priority(turn.config(), unit, turn.self())) < 0
                && turn.config().resources().stream().filter(row -> row.unit().equals(unit))
                        .anyMatch(row -> row.switchback() == Switchback.AUTOMATIC);
    }
}
