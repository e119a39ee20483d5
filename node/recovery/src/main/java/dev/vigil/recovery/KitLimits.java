package dev.vigil.recovery;

import java.time.Duration;
import java.util.Optional;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.InstanceRow;

/** RC-12: how long an action may take before nobody knows what became of it; the property {@code limit.restore} and so on, in seconds. */
final class KitLimits {
    private static final Duration WORK = Duration.ofMinutes(5);
    private static final Duration DEEP_CHECK = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofSeconds(30);
    private static final long MOST_SECONDS = 86_400;

    private KitLimits() {}

    static Duration of(InstanceRow instance, Action action) {
        String name = "limit." + action.word();
        return Optional.ofNullable(instance.properties().get(name)).flatMap(KitLimits::seconds).orElse(usual(action));
    }

    /** Empty for what is no number of seconds between one and a day. */
    static Optional<Duration> seconds(String text) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        long seconds = Long.parseLong(text);
        return seconds >= 1 && seconds <= MOST_SECONDS ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
    }

    private static Duration usual(Action action) {
        return switch (action) {
            case RESTORE, REMOVE, RECOVER -> WORK;
            case DEEP_CHECK -> DEEP_CHECK;
            case QUICK_CHECK, DELETE, CAN_EXTEND, EXTEND, ANNOUNCE -> SHORT;
        };
    }
}
