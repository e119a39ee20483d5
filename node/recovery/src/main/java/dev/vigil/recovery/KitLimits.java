package dev.vigil.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.RepairsRow;

/**
 * What bounds the patience with a resource: how long an action may take before nobody knows what became of it (RC-12), how many checks
 * must fail or be unable to tell before that is a failure (RC-18, RC-34), and how often it is repaired where it is (RC-33). These are
 * properties of every instance of every type.
 */
public final class KitLimits {
    private static final String PREFIX = "limit.";
    private static final String CANNOT_TELL = PREFIX + "cannot-tell";
    private static final String QUICK_TOLERANCE = PREFIX + "quick-check-failures";
    private static final String DEEP_TOLERANCE = PREFIX + "deep-check-failures";
    private static final String REPAIRS = PREFIX + "repairs";
    private static final String REPAIRS_WITHIN = PREFIX + "repairs-within";
    private static final String REMOVE_FAILS = PREFIX + "remove-fails";
    private static final int USUAL_CANNOT_TELL = 3;
    private static final int MOST_CANNOT_TELL = 1_000;
    private static final int USUAL_REPAIRS = 3;
    private static final Duration USUAL_REPAIRS_WITHIN = Duration.ofMinutes(15);
    private static final Duration WORK = Duration.ofMinutes(5);
    private static final Duration DEEP_CHECK = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofSeconds(30);
    private static final int MOST_SECONDS = 86_400;
    private static final List<Limit> ALL = list();

    private KitLimits() {}

    static Duration of(InstanceRow instance, Action action) {
        return seconds(instance, name(action), usual(action));
    }

    /** The check that cannot tell for the last of so many times in a row counts as failed. */
    static int cannotTell(InstanceRow instance) {
        return value(instance, CANNOT_TELL).flatMap(text -> number(text, MOST_CANNOT_TELL)).orElse(USUAL_CANNOT_TELL);
    }

    /** How many failures of a check are a failure of the resource. */
    static Tolerance tolerance(InstanceRow instance, Action check) {
        return value(instance, check == Action.QUICK_CHECK ? QUICK_TOLERANCE : DEEP_TOLERANCE).flatMap(Tolerance::parse)
                .orElse(Tolerance.NONE);
    }

    /** So many repairs within {@link #repairsWithin} are made here; one more failure moves the unit. */
    public static int repairs(InstanceRow instance) {
        return value(instance, REPAIRS).flatMap(text -> number(text, RepairsRow.MOST)).orElse(USUAL_REPAIRS);
    }

    public static Duration repairsWithin(InstanceRow instance) {
        return seconds(instance, REPAIRS_WITHIN, USUAL_REPAIRS_WITHIN);
    }

    /** RC-36: what is done when a resource cannot be confirmed out, though its remove was ended with all that it had started. */
    public enum LadderEnd {
        /** Its unit stays here, alarmed, until a person has it out. */
        BLOCK,
        /** The node ends its machine, if that lets another node take over. */
        HALT;

        static Optional<LadderEnd> parse(String text) {
            return switch (text) {
                case "block" -> Optional.of(BLOCK);
                case "halt" -> Optional.of(HALT);
                default -> Optional.empty();
            };
        }
    }

    public static LadderEnd ladderEnd(InstanceRow instance) {
        return value(instance, REMOVE_FAILS).flatMap(LadderEnd::parse).orElse(LadderEnd.BLOCK);
    }

    private static Duration seconds(InstanceRow instance, String name, Duration usual) {
        return value(instance, name).flatMap(text -> number(text, MOST_SECONDS)).map(Duration::ofSeconds).orElse(usual);
    }

    private static Optional<String> value(InstanceRow instance, String name) {
        return Optional.ofNullable(instance.properties().get(name));
    }

    /**
     * One of these properties.
     *
     * @param usual what holds when it is not set
     */
    public record Limit(String name, String usual, String description, Form form) {}

    /** What a value must look like. */
    public enum Form {
        SECONDS, CANNOT_TELL, REPAIRS, TOLERANCE, LADDER_END;

        /** As people read it. */
        public String describe() {
            return switch (this) {
                case SECONDS, CANNOT_TELL, REPAIRS -> "a whole number";
                case TOLERANCE -> "two whole numbers, K/N";
                case LADDER_END -> "block or halt";
            };
        }
    }

    /** All of them, in the order in which people shall see them. */
    public static List<Limit> all() {
        return ALL;
    }

    /** Whether a property is one of these and no kit's. */
    public static boolean isOne(String name) {
        return name.startsWith(PREFIX);
    }

    private static List<Limit> list() {
        List<Limit> all = new ArrayList<>();
        for (Action action : Action.values()) {
            all.add(new Limit(name(action), text(usual(action)), "Seconds that this action may take", Form.SECONDS));
        }
        all.add(new Limit(CANNOT_TELL, Integer.toString(USUAL_CANNOT_TELL),
                "So many checks in a row that cannot tell count as a failure", Form.CANNOT_TELL));
        all.add(new Limit(QUICK_TOLERANCE, Tolerance.NONE.toString(),
                "K/N: a failure when K of the last N quick checks failed", Form.TOLERANCE));
        all.add(new Limit(DEEP_TOLERANCE, Tolerance.NONE.toString(),
                "K/N: a failure when K of the last N deep checks failed", Form.TOLERANCE));
        all.add(new Limit(REPAIRS, Integer.toString(USUAL_REPAIRS),
                "So often it is repaired in place within the time below; then it moves", Form.REPAIRS));
        all.add(new Limit(REPAIRS_WITHIN, text(USUAL_REPAIRS_WITHIN), "Seconds in which repairs are counted", Form.SECONDS));
        all.add(new Limit(REMOVE_FAILS, "block",
                "When it cannot be confirmed out: block keeps its unit here, halt ends this machine if another can take over",
                Form.LADDER_END));
        return List.copyOf(all);
    }

    /** What would be right for this property, "a whole number from ...", where {@code value} is not; else empty. */
    public static Optional<String> complaint(String name, String value) {
        return ALL.stream().filter(limit -> limit.name().equals(name)).findFirst().flatMap(limit -> switch (limit.form()) {
            case SECONDS -> unlessNumber(value, "a whole number of seconds", MOST_SECONDS);
            case CANNOT_TELL -> unlessNumber(value, "a whole number", MOST_CANNOT_TELL);
            case REPAIRS -> unlessNumber(value, "a whole number", RepairsRow.MOST);
            case TOLERANCE -> Tolerance.parse(value).isPresent()
                    ? Optional.empty()
                    : Optional.of("K/N, two whole numbers from 1 to " + Tolerance.MOST + ", K not above N, for example 2/3");
            case LADDER_END -> LadderEnd.parse(value).isPresent() ? Optional.empty() : Optional.of("block or halt");
        });
    }

    private static Optional<String> unlessNumber(String value, String what, int most) {
        return number(value, most).isPresent() ? Optional.empty() : Optional.of(what + " from 1 to " + most);
    }

    /** "15 min", "90 s". */
    public static String words(Duration duration) {
        boolean isWhole = duration.toSecondsPart() == 0 && duration.toSeconds() > 0;
        return isWhole ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
    }

    private static String name(Action action) {
        return PREFIX + action.word();
    }

    private static String text(Duration duration) {
        return Long.toString(duration.toSeconds());
    }

    static Optional<Integer> number(String text, int most) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(text)).filter(number -> number >= 1 && number <= most);
    }

    private static Duration usual(Action action) {
        return switch (action) {
            case RESTORE, REMOVE, RECOVER -> WORK;
            case DEEP_CHECK -> DEEP_CHECK;
            case QUICK_CHECK, DELETE, CAN_EXTEND, EXTEND, ANNOUNCE, HANDLE_EVENT -> SHORT;
        };
    }
}
