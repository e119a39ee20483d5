package dev.vigil.recovery;

import java.time.Duration;
import java.util.Optional;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

import org.jspecify.annotations.Nullable;

/**
 * RC-18: a resource is checked only after it came in service, at the intervals of its instance. A check that cannot tell counts as
 * failed only the third time in a row, or as often as the property {@code limit.cannot-tell} says; each check is counted for itself.
 * RC-34: failures of a check are tolerated until enough of its last runs have failed.
 */
final class Checks {
    private static final Duration BUSY_PAUSE = Duration.ofSeconds(1);

    private Checks() {}

    /** It has just come in service: what was seen of it before counts no more. */
    static void begin(Turn turn, Tag tag) {
        forget(turn, tag);
        schedule(turn, tag);
    }

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
        schedule(turn, tag, action);
        switch (outcome) {
            case Outcome.Done done -> {
                turn.mind.cannotTell.remove(new Doubt(tag, action));
                ResourceFailure.unmark(turn, tag);
                turn.mind.recent.computeIfPresent(new Doubt(tag, action), (doubt, recent) -> healthy(turn, doubt, recent));
            }
            case Outcome.Failed failed -> failed(turn, new Doubt(tag, action), failed.detail());
            case Outcome.Unknown unknown -> cannotTell(turn, tag, action, unknown.detail());
        }
    }

    /** Nothing is left to remember when all that count were healthy. */
    private static @Nullable Recent healthy(Turn turn, Doubt doubt, Recent recent) {
        Recent next = recent.with(Recent.Verdict.HEALTHY, tolerance(turn, doubt).of());
        return next.failures() == 0 ? null : next;
    }

    private static Tolerance tolerance(Turn turn, Doubt doubt) {
        return turn.config().instance(doubt.tag(), turn.self())
                .map(instance -> KitLimits.tolerance(instance, doubt.check())).orElse(Tolerance.NONE);
    }

    private static void failed(Turn turn, Doubt doubt, String detail) {
        turn.mind.cannotTell.remove(doubt);
        Tolerance tolerance = tolerance(turn, doubt);
        Recent recent = turn.mind.recent.getOrDefault(doubt, Recent.NONE).with(Recent.Verdict.FAILED, tolerance.of());
        if (recent.failures() >= tolerance.failures()) {
            String counted = tolerance.failures() == 1
                    ? ""
                    : recent.failures() + " of the last " + recent.verdicts().size() + " checks failed: ";
            ResourceFailure.failed(turn, doubt.tag(), counted + detail);
            return;
        }
        turn.mind.recent.put(doubt, recent);
        turn.note(Note.of(NoteCode.CHECK_TOLERATED).with("rule", "RC-34").with("tag", doubt.tag()).with("check", doubt.check())
                .with("failed", recent.failures()).with("of", recent.verdicts().size()).with("tolerance", tolerance)
                .with("detail", detail));
    }

    private static void cannotTell(Turn turn, Tag tag, Action action, String detail) {
        int times = turn.mind.cannotTell.merge(new Doubt(tag, action), 1, Integer::sum);
        turn.note(Note.of(NoteCode.CHECK_CANNOT_TELL).with("rule", "RC-18").with("tag", tag).with("times", times).with("detail",
                detail));
        int most = turn.config().instance(tag, turn.self()).map(KitLimits::cannotTell).orElse(1);
        if (times >= most) {
            ResourceFailure.failed(turn, tag, "could not tell " + times + " times in a row: " + detail);
        }
    }

    /** What was in doubt has been settled otherwise. */
    static void forget(Turn turn, Tag tag) {
        turn.mind.cannotTell.keySet().removeIf(doubt -> doubt.tag().equals(tag));
        turn.mind.recent.keySet().removeIf(doubt -> doubt.tag().equals(tag));
    }

    static void signalled(Turn turn, Tag tag, String detail) {
        ResourceFailure.failed(turn, tag, detail);
    }
}
