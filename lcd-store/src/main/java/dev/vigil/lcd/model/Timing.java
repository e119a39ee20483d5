package dev.vigil.lcd.model;

import java.time.Duration;

/**
 * How often a node says that it lives, and how long all paths together must be silent before its peers hold it for dead.
 * The arithmetic: with two independent paths and 30 % loss on each, eleven silent intervals in a row come less than once in ten
 * years; both profiles leave twice that for stalls.
 */
public record Timing(String profile, Duration interval, Duration detection) {

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(1);
    private static final Duration LONGEST_DETECTION = Duration.ofMinutes(5);
    private static final int FEWEST_INTERVALS = 3;

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
}
