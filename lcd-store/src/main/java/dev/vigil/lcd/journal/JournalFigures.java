package dev.vigil.lcd.journal;

import java.time.Duration;
import java.util.List;

/**
 * What a journal has done since it was opened.
 *
 * @param totalForce what all forces together took
 * @param forces how many forces took at most each of {@link #FORCE_BOUNDS} and longer than the one before; the last one counts those
 *        that took longer than all bounds
 */
public record JournalFigures(long records, long groups, Duration lastForce, Duration longestForce, Duration totalForce,
        List<Long> forces) {

    /** From a disk with a cache of its own to one that is in trouble. */
    public static final List<Duration> FORCE_BOUNDS = List.of(Duration.ofNanos(100_000), Duration.ofNanos(250_000),
            Duration.ofNanos(500_000), Duration.ofMillis(1), Duration.ofNanos(2_500_000), Duration.ofMillis(5),
            Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(250),
            Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5));

    public JournalFigures {
        forces = List.copyOf(forces);
        if (forces.size() != FORCE_BOUNDS.size() + 1) {
            throw new IllegalArgumentException(forces.size() + " counts for " + FORCE_BOUNDS.size() + " bounds");
        }
    }
}
