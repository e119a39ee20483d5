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
        Ownership.heldBy(turn.lcd(), turn.self()).stream().map(OwnershipRow::unit)
                .filter(unit -> objection(turn, unit, peer).isEmpty())
                .filter(unit -> hasCome(turn, unit, peer)).forEach(unit -> {
                    MoveLimits.count(turn, unit);
                    turn.note(Note.of(NoteCode.SWITCHES_BACK).with("rule", "RC-23").with("unit", unit).with("to", peer));
                    Descent.begin(turn, UnitTask.down(unit, Descent.running(turn, unit), Cause.SWITCHOVER, turn.now())
                            .then(new After.HandTo(peer, Moves.wanted(turn, unit))));
                });
    }

    /** Why the unit does not go back to a peer that is known; empty when it does. */
    static Optional<String> objection(Turn turn, UnitId unit, NodeId peer) {
        if (!Ownership.holds(turn.lcd(), turn.self(), unit)) {
            return Optional.of("This node does not own it");
        }
        if (turn.config().resources().stream().filter(row -> row.unit().equals(unit))
                .noneMatch(row -> row.switchback() == Switchback.AUTOMATIC)) {
            return Optional.of("Its switchback is INTELLIGENT: it waits for an operator");
        }
        if (Topology.priority(turn.config(), unit, peer)
                .compareTo(Topology.priority(turn.config(), unit, turn.self())) >= 0) {
            return Optional.of("Node " + peer + " has no better priority than " + turn.self());
        }
        if (!Topology.reaches(turn.config(), unit, peer)) {
            return Optional.of(Topology.unreached(turn.config(), unit, peer));
        }
        if (Placement.hasFailed(turn, unit, peer)) {
            return Optional.of("A resource of it has failed on " + peer);
        }
        if (Ownership.holds(turn.lcd(), peer, unit)) {
            return Optional.of("Node " + peer + " owns it too");
        }
        Optional<String> barred = Freezes.of(turn, unit).map(Freezes::sentence)
                .or(() -> Contests.obstacle(turn, unit)).or(() -> MoveLimits.obstacle(turn, unit))
                .or(() -> NoFailover.bars(turn, peer, turn.self())
                        ? Optional.of("Node " + peer + " has the flag " + NoFailover.flag(turn.self()))
                        : Optional.empty());
        if (barred.isPresent()) {
            return barred;
        }
        if (Restarts.isLeaving(turn)) {
            return Optional.of("Node " + turn.self() + " is restarting");
        }
        if (turn.mind.isStorageFailed()) {
            return Optional.of("The disk of " + turn.self() + " takes no changes");
        }
        if (!Checks.isQuiet(turn, unit)) {
            return Optional.of("Something else is going on with it on " + turn.self());
        }
        return Moves.wanted(turn, unit).isEmpty() ? Optional.of("Nothing of it is in service") : Optional.empty();
    }

    /** After time has passed, or something that stood in the way is gone. */
    static void considerAll(Turn turn) {
        turn.peers().stream().filter(turn.mind::isKnown).forEach(peer -> consider(turn, peer));
    }

    /** RC-73: the node has been well for long enough, and it is the time of day for it; else it is considered again then. */
    static boolean hasCome(Turn turn, UnitId unit, NodeId peer) {
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
}
