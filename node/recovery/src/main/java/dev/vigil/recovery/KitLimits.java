package dev.vigil.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.InstanceRow;

/**
 * RC-12: how long an action may take before nobody knows what became of it, the property {@code limit.restore} and so on, in seconds;
 * and how many checks in a row may be unable to tell. These are properties of every instance of every type.
 */
public final class KitLimits {
    private static final String PREFIX = "limit.";
    private static final String CANNOT_TELL = PREFIX + "cannot-tell";
    private static final int USUAL_CANNOT_TELL = 3;
    private static final int MOST_CANNOT_TELL = 1_000;
    private static final Duration WORK = Duration.ofMinutes(5);
    private static final Duration DEEP_CHECK = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofSeconds(30);
    private static final int MOST_SECONDS = 86_400;

    private KitLimits() {}

    static Duration of(InstanceRow instance, Action action) {
        return Optional.ofNullable(instance.properties().get(name(action))).flatMap(text -> number(text, MOST_SECONDS))
                .map(Duration::ofSeconds).orElse(usual(action));
    }

    /** The check that cannot tell for the last of so many times in a row counts as failed. */
    static int cannotTell(InstanceRow instance) {
        return Optional.ofNullable(instance.properties().get(CANNOT_TELL)).flatMap(text -> number(text, MOST_CANNOT_TELL))
                .orElse(USUAL_CANNOT_TELL);
    }

    /**
     * One of these properties.
     *
     * @param usual what holds when it is not set
     */
    public record Limit(String name, String usual, String description) {}

    /** All of them, in the order in which people shall see them. */
    public static List<Limit> all() {
        List<Limit> all = new ArrayList<>();
        for (Action action : Action.values()) {
            all.add(new Limit(name(action), Long.toString(usual(action).toSeconds()), "Seconds that this action may take"));
        }
        all.add(new Limit(CANNOT_TELL, Integer.toString(USUAL_CANNOT_TELL),
                "So many checks in a row that cannot tell count as a failure"));
        return all;
    }

    /** What would be right for this property, "a whole number from ...", where {@code value} is not; else empty. */
    public static Optional<String> complaint(String name, String value) {
        boolean isCount = name.equals(CANNOT_TELL);
        int most = isCount ? MOST_CANNOT_TELL : MOST_SECONDS;
        return number(value, most).isPresent()
                ? Optional.empty()
                : Optional.of("a whole number " + (isCount ? "" : "of seconds ") + "from 1 to " + most);
    }

    private static String name(Action action) {
        return PREFIX + action.word();
    }

    private static Optional<Integer> number(String text, int most) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(text)).filter(number -> number >= 1 && number <= most);
    }

    private static Duration usual(Action action) {
        return switch (action) {
            case RESTORE, REMOVE, RECOVER -> WORK;
            case DEEP_CHECK -> DEEP_CHECK;
            case QUICK_CHECK, DELETE, CAN_EXTEND, EXTEND, ANNOUNCE -> SHORT;
        };
    }
}
