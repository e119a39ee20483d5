package dev.vigil.recovery;

import java.time.Duration;
import java.util.List;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.Tag;

/** RC-16: after every return of a path or peer an owner tells the network again where its resources are: now and four times more. */
final class Announcements {
    /** From one announcement to the next: at 0, 0.1, 0.5, 2 and 10 s. */
    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(100), Duration.ofMillis(400), Duration.ofMillis(1500),
            Duration.ofSeconds(8));

    private Announcements() {}

    static void begin(Turn turn) {
        if (Ownership.heldBy(turn.lcd(), turn.self()).isEmpty()) {
            return;
        }
        turn.mind.announcement = 0;
        go(turn);
    }

    static void woke(Turn turn) {
        if (turn.mind.announcement != Soft.Condition.QUIET) {
            go(turn);
        }
    }

    private static void go(Turn turn) {
        announce(turn);
        int at = turn.mind.announcement;
        if (at < PAUSES.size()) {
            turn.wake("announce", PAUSES.get(at));
            turn.mind.announcement = at + 1;
        } else {
            turn.mind.announcement = Soft.Condition.QUIET;
        }
    }

    private static void announce(Turn turn) {
        if (turn.mind.stall.isPresent()) {
            return;
        }
        Ownership.heldBy(turn.lcd(), turn.self()).stream().map(OwnershipRow::unit)
                .filter(unit -> !turn.mind.yielding.contains(unit) && !turn.mind.tasks.containsKey(unit)
                        && !turn.mind.interrupted.contains(unit) && !Contests.isMet(turn, unit))
                .flatMap(unit -> turn.config().membersOf(unit).stream()).filter(tag -> turn.isInState(tag, ResourceState.ISP))
                .filter(tag -> !turn.mind.hasCall(tag)).forEach(tag -> call(turn, tag));
    }

    private static void call(Turn turn, Tag tag) {
        Topology.target(turn.config(), tag, turn.self()).ifPresent(target -> turn.call(target, Action.ANNOUNCE,
                KitLimits.of(target.instance(), Action.ANNOUNCE), Cause.HEAL));
    }
}
