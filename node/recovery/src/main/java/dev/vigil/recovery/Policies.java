package dev.vigil.recovery;

import java.time.Duration;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.DateTimeException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.UnitId;

/**
 * How a hierarchy is to be moved: properties of every instance of every type. That of a resource which nothing needs holds for the
 * whole unit; else that of the first resource that has one.
 */
public final class Policies {
    private static final String PREFIX = "policy.";
    private static final String MOVES = PREFIX + "moves-per-hour";
    private static final String WINDOW = PREFIX + "switchback-window";
    private static final String AFTER = PREFIX + "switchback-after";
    static final String SAFETY = PREFIX + "safety-check";
    private static final String HEAL = PREFIX + "heal";
    static final String LOSS = PREFIX + "lease-loss";
    static final String LEASE = PREFIX + "lease";
    public static final String KILLABLE = PREFIX + "killable";
    /** Those that say what a lost lease does. */
    static final List<String> LEASES = List.of(LOSS, LEASE, KILLABLE);
    private static final String KILL = "kill";
    static final String LONG_LEASE = "long-lease";
    static final String FENCE = "fence";
    private static final String BY_EPOCH = "epoch";
    private static final String HOLD = "hold";
    private static final int USUAL_MOVES = 10;
    private static final int MOST_MOVES = 1_000;
    private static final int MOST_SECONDS = 86_400;
    private static final int LONGEST_LEASE_SECONDS = 3_600;

    private Policies() {}

    /**
     * One of these properties.
     *
     * @param usual what holds when it is not set
     * @param kind what a value looks like, in words
     */
    public record Policy(String name, String usual, String description, String kind) {}

    /** All of them, in the order in which people shall see them. */
    public static List<Policy> all() {
        return List.of(
                new Policy(MOVES, Integer.toString(USUAL_MOVES),
                        "So often in an hour the hierarchy moves by itself; then it stays until an operator moves it",
                        "a whole number"),
                new Policy(WINDOW, "always", "When automatic switchback may move it, in local time, as 22:00-05:00",
                        "two times of day"),
                new Policy(AFTER, "0",
                        "Seconds that a node must have been well before the hierarchy switches back to it",
                        "a whole number"),
                new Policy(SAFETY, "off",
                        "Before it is taken over from a silent node its addresses are asked, and nothing starts while one answers",
                        "on or off"),
                new Policy(HEAL, BY_EPOCH,
                        "When two nodes own it after a cut: the higher epoch keeps (epoch), or a person says who (hold)",
                        "epoch or hold"),
                new Policy(LOSS, KILL,
                        "By majority, when its lease is not renewed: it is ended at once (kill), stopped in order within a lease of its"
                                + " own (long-lease), or runs on until its node is fenced (fence)",
                        "kill, long-lease or fence"),
                new Policy(LEASE, "", "The lease of its own, as 30s: a failover takes as long", "a number of seconds"),
                new Policy(KILLABLE, "yes",
                        "Whether the guard can end it on its node; what it cannot end is kept for the node until that is fenced",
                        "yes or no"));
    }

    public static boolean isOne(String name) {
        return name.startsWith(PREFIX);
    }

    /** What would be right for this property, where {@code value} is not; else empty. */
    public static Optional<String> complaint(String name, String value) {
        return switch (name) {
            case MOVES -> number(value, MOST_MOVES).filter(moves -> moves > 0).isPresent()
                    ? Optional.empty()
                    : Optional.of("a whole number from 1 to " + MOST_MOVES);
            case WINDOW -> Window.parse(value).isPresent() ? Optional.empty() : Optional.of("two times of day, as 22:00-05:00");
            case AFTER -> number(value, MOST_SECONDS).isPresent()
                    ? Optional.empty()
                    : Optional.of("a whole number of seconds up to " + MOST_SECONDS);
            case SAFETY -> value.equals("on") || value.equals("off") ? Optional.empty() : Optional.of("on or off");
            case HEAL -> value.equals(BY_EPOCH) || value.equals(HOLD) ? Optional.empty() : Optional.of("epoch or hold");
            case LOSS -> value.equals(KILL) || value.equals(LONG_LEASE) || value.equals(FENCE)
                    ? Optional.empty()
                    : Optional.of("kill, long-lease or fence");
            case LEASE -> lease(value).isPresent()
                    ? Optional.empty()
                    : Optional.of("a whole number of seconds from 1 to " + LONGEST_LEASE_SECONDS + ", as 30s");
            case KILLABLE -> value.equals("yes") || value.equals("no") ? Optional.empty() : Optional.of("yes or no");
            default -> Optional.empty();
        };
    }

    /** Both owners must find the same, so that of every node counts. */
    static boolean holdsContests(Config config, UnitId unit) {
        return config.systems().stream()
                .anyMatch(system -> value(config, unit, system.node(), HEAL).filter(HOLD::equals).isPresent());
    }

    static int movesPerHour(Config config, UnitId unit, NodeId node) {
        return value(config, unit, node, MOVES).flatMap(text -> number(text, MOST_MOVES)).orElse(USUAL_MOVES);
    }

    static Duration switchbackAfter(Config config, UnitId unit, NodeId node) {
        return Duration.ofSeconds(value(config, unit, node, AFTER).flatMap(text -> number(text, MOST_SECONDS)).orElse(0));
    }

    static Optional<Window> switchbackWindow(Config config, UnitId unit, NodeId node) {
        return value(config, unit, node, WINDOW).flatMap(Window::parse);
    }

    static boolean isSafetyChecked(Config config, UnitId unit, NodeId node) {
        return value(config, unit, node, SAFETY).filter("on"::equals).isPresent();
    }

    static boolean isSafetyChecked(SortedMap<String, String> properties) {
        return "on".equals(properties.get(SAFETY));
    }

    /** What is said of lost leases, if anything is. */
    static Optional<String> leaseLoss(SortedMap<String, String> properties) {
        return Optional.ofNullable(properties.get(LOSS));
    }

    static boolean isKeptUntilFenced(SortedMap<String, String> properties) {
        return leaseLoss(properties).filter(FENCE::equals).isPresent();
    }

    /** Of what shall have a lease of its own, and says how long. */
    static Optional<Duration> longLease(SortedMap<String, String> properties) {
        return leaseLoss(properties).filter(LONG_LEASE::equals).flatMap(word -> lease(properties.getOrDefault(LEASE, "")));
    }

    public static boolean isKillable(SortedMap<String, String> properties) {
        return !"no".equals(properties.get(KILLABLE));
    }

    private static Optional<Duration> lease(String text) {
        return number(text.endsWith("s") ? text.substring(0, text.length() - 1) : text, LONGEST_LEASE_SECONDS)
                .filter(seconds -> seconds > 0).map(Duration::ofSeconds);
    }

    private static Optional<String> value(Config config, UnitId unit, NodeId node, String name) {
        return config.membersOf(unit).stream().sorted(Comparator.comparing(tag -> !config.parentsOf(tag).isEmpty()))
                .flatMap(tag -> config.instance(tag, node).stream()).map(instance -> instance.properties().get(name))
                .filter(java.util.Objects::nonNull).findFirst();
    }

    private static Optional<Integer> number(String text, int most) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(text)).filter(number -> number <= most);
    }

    /** A part of every day, which may go over midnight; the end does not belong to it. */
    record Window(LocalTime from, LocalTime to) {
        static Optional<Window> parse(String text) {
            String[] ends = text.split("-", -1);
            try {
                return ends.length == 2 && !ends[0].equals(ends[1])
                        ? Optional.of(new Window(LocalTime.parse(ends[0]), LocalTime.parse(ends[1])))
                        : Optional.empty();
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }

        /** Until it is open; zero while it is. */
        Duration wait(OffsetDateTime now) {
            LocalTime time = now.toLocalTime();
            boolean isOpen = from.isBefore(to)
                    ? !time.isBefore(from) && time.isBefore(to)
                    : !time.isBefore(from) || time.isBefore(to);
            if (isOpen) {
                return Duration.ZERO;
            }
            Duration left = Duration.between(time, from);
            return left.isNegative() ? left.plusDays(1) : left;
        }
    }
}
