package dev.vigil.recovery;

import java.time.Duration;
import java.util.Optional;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-18: a resource is checked only after it came in service, at the intervals of its instance. A check that cannot tell counts as
 * failed only the third time in a row, or as often as the property {@code limit.cannot-tell} says; each check is counted for itself.
 */
final class Checks {
    private static final Duration BUSY_PAUSE = Duration.ofSeconds(1);

    private Checks() {}

    static void schedule(Turn turn, Tag tag) {
        schedule(turn, tag, Action.QUICK_CHECK);
        schedule(turn, tag, Action.DEEP_CHECK);
    }

    private static void schedule(Turn turn, Tag tag, Action action) {
        turn.config().instance(tag, turn.self()).map(instance -> interval(instance, action)).filter(every -> !every.isZero())
                .ifPresent(every -> turn.wake(timer(action) + tag, every));
    }

    private static Duration interval(InstanceRow instance, Action action) {
        return action == Action.QUICK_CHECK ? instance.checks().quick() : instance.checks().deep();
    }

    private static String timer(Action action) {
        return action == Action.QUICK_CHECK ? "quick-check/" : "deep-check/";
    }

    static void due(Turn turn, Tag tag, Action action) {
        Optional<Decision.Target> target = Topology.target(turn.config(), tag, turn.self());
        if (target.isEmpty() || !turn.isInState(tag, ResourceState.ISP)) {
            return;
        }
        if (turn.mind.hasCall(tag) || !isQuiet(turn, target.get().resource().unit())) {
            turn.wake(timer(action) + tag, BUSY_PAUSE);
            return;
        }
        turn.call(target.get(), action, KitLimits.of(target.get().instance(), action), Cause.CHECK);
    }

    /** Nothing else is going on with the unit, and it is ours. */
    static boolean isQuiet(Turn turn, UnitId unit) {
        return !turn.mind.tasks.containsKey(unit) && !turn.mind.yielding.contains(unit) && turn.mind.stall.isEmpty()
                && Ownership.holds(turn.lcd(), turn.self(), unit);
    }

    static void finished(Turn turn, Tag tag, Action action, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done done -> {
                turn.mind.cannotTell.remove(new Doubt(tag, action));
                ResourceFailure.unmark(turn, tag);
                schedule(turn, tag, action);
            }
            case Outcome.Failed failed -> failed(turn, tag, action, failed.detail());
            case Outcome.Unknown unknown -> cannotTell(turn, tag, action, unknown.detail());
        }
    }

    private static void cannotTell(Turn turn, Tag tag, Action action, String detail) {
        int times = turn.mind.cannotTell.merge(new Doubt(tag, action), 1, Integer::sum);
        turn.note(Note.of(NoteCode.CHECK_CANNOT_TELL).with("rule", "RC-18").with("tag", tag).with("times", times).with("detail",
                detail));
        int most = turn.config().instance(tag, turn.self()).map(KitLimits::cannotTell).orElse(1);
        if (times < most) {
            schedule(turn, tag, action);
            return;
        }
        failed(turn, tag, action, "could not tell " + times + " times in a row: " + detail);
    }

    private static void failed(Turn turn, Tag tag, Action action, String detail) {
        schedule(turn, tag, action);
        ResourceFailure.failed(turn, tag, detail);
    }

    /** What was in doubt has been settled otherwise. */
    static void forget(Turn turn, Tag tag) {
        turn.mind.cannotTell.keySet().removeIf(doubt -> doubt.tag().equals(tag));
    }

    static void signalled(Turn turn, Tag tag, String detail) {
        ResourceFailure.failed(turn, tag, detail);
    }
}
