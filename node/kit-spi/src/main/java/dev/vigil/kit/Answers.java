package dev.vigil.kit;

import java.time.Duration;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Outcome;

/** The answers that every kit gives alike. */
public final class Answers {
    private Answers() {}

    public static Answer done(Duration took) {
        return new Answer.Now(new Outcome.Done(took));
    }

    public static Answer failed(String detail) {
        return new Answer.Now(new Outcome.Failed(detail));
    }

    public static Answer unknown(String detail) {
        return new Answer.Now(new Outcome.Unknown(detail));
    }

    /**
     * The answer to an action that a resource does not have. Without a recovery of its own a resource goes straight to failover, so that
     * one is refused; the other optional actions have nothing to do and are done, a check with a report that nothing was looked at. Restore
     * and remove are no options.
     */
    public static Answer absent(Action action) {
        return switch (action) {
            case RECOVER -> failed("this resource has no local recovery");
            case QUICK_CHECK, DEEP_CHECK ->
                new Answer.Now(new Outcome.Done(Duration.ZERO, "this resource has no such check; nothing was looked at"));
            case DELETE, CAN_EXTEND, EXTEND, ANNOUNCE -> done(Duration.ZERO);
            case RESTORE, REMOVE, HANDLE_EVENT -> failed("this resource has no action " + action);
        };
    }
}
