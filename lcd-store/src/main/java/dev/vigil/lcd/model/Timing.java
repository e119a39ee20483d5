package dev.vigil.lcd.model;

import java.time.Duration;

/**
 * How often a node says that it lives, and how long all paths together must be silent before its peers hold it for dead.
 * The arithmetic: with two independent paths and 30 % loss on each, eleven silent intervals in a row come less than once in ten
 * years; both profiles leave twice that for stalls. Where the network is otherwise, the detection time of an adaptive profile follows what
 * is measured, from {@link #shortest} to {@link #longest}.
 *
 * @param profile {@code default}, {@code fast} and {@code adaptive} adapt; under any other name the detection time is fixed
 * @param detection what a node begins with, and what a program that does not adapt uses
 */
public record Timing(String profile, Duration interval, Duration detection) {

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(1);
    private static final Duration LONGEST_DETECTION = Duration.ofMinutes(5);
    private static final int FEWEST_INTERVALS = 3;

    /** The profile of times of one's own that adapt. */
    public static final String ADAPTIVE = "adaptive";
    /** Longer than this, {@code fast} would be no faster than {@code default} at its shortest. */
    private static final Duration LONGEST_OF_FAST = Duration.ofMillis(300);
    private static final int LONGEST_TIMES = 4;

    /** For ordinary networks and machines under load. */
    public static final Timing DEFAULT = new Timing("default", Duration.ofMillis(25), Duration.ofMillis(500));
    /** For two nodes on a quiet network of their own. */
    public static final Timing FAST = new Timing("fast", Duration.ofMillis(5), Duration.ofMillis(110));

    public Timing {
        if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
            throw new IllegalArgumentException("heartbeat interval " + interval.toMillis() + " ms is shorter than 1 ms");
        }
        if (detection.compareTo(interval.multipliedBy(FEWEST_INTERVALS)) < 0) {
            throw new IllegalArgumentException(
                    "detection time " + detection.toMillis() + " ms is shorter than " + FEWEST_INTERVALS
                            + " heartbeat intervals of " + interval.toMillis() + " ms");
        }
        if (detection.compareTo(LONGEST_DETECTION) > 0) {
            throw new IllegalArgumentException("detection time " + detection.toMillis() + " ms is longer than five minutes");
        }
    }

    /** Whether the detection time follows what is measured. */
    public boolean isAdaptive() {
        return profile.equals(DEFAULT.profile) || profile.equals(FAST.profile) || profile.equals(ADAPTIVE);
    }

    /** The shortest detection time that is ever used; three fifths of {@code detection}, but never less than {@code fast} has. */
    public Duration shortest() {
        if (!isAdaptive() || profile.equals(FAST.profile)) {
            return detection;
        }
        Duration least = longer(FAST.detection, interval.multipliedBy(FEWEST_INTERVALS));
        return shorter(detection, longer(least, detection.multipliedBy(3).dividedBy(5)));
    }

    /** The longest detection time that is ever used, however bad the network is. */
    public Duration longest() {
        if (!isAdaptive()) {
            return detection;
        }
        return profile.equals(FAST.profile)
                ? longer(detection, LONGEST_OF_FAST)
                : shorter(LONGEST_DETECTION, detection.multipliedBy(LONGEST_TIMES));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
