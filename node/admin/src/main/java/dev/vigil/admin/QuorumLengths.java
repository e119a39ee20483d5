package dev.vigil.admin;

import java.time.Duration;

import dev.vigil.lcd.model.QuorumRow;
import dev.vigil.lcd.model.Timing;

/**
 * The lengths of ownership by majority that fit the timing profile of a cluster, for whoever names none. A lease of twice the detection time
 * outlives every silence that the heartbeats forgive.
 *
 * @param lease how long a voter keeps a unit for a silent holder
 * @param kill what the guard needs at most to end everything of a unit
 * @param tick time between two claims of an owner
 */
record QuorumLengths(Duration lease, Duration kill, Duration tick) {

    /** Those of two quiet networks: a failover within half a second, which the guard's kill budget must fit. */
    private static final QuorumLengths FAST = ofMillis(300, 80, 15);
    /** At a folder: many times what a forced writing to a share takes. */
    static final Duration STORAGE = Duration.ofSeconds(3);
    private static final int DETECTIONS = 2;
    private static final int KILLS = 4;
    private static final int TICKS = 20;

    static QuorumLengths of(Timing timing) {
        if (timing.profile().equals(Timing.FAST.profile())) {
            return FAST;
        }
        long lease = timing.detection().toMillis() * DETECTIONS;
        // Of so short a time that a tick is less than a millisecond the rules of the configuration say that it does not fit.
        return ofMillis(lease, Math.max(1, lease / KILLS), Math.max(1, lease / TICKS));
    }

    /** Those that are in force. */
    static QuorumLengths of(QuorumRow present) {
        return new QuorumLengths(present.lease(), present.kill(), present.tick());
    }

    /** With those in place of them that are not zero, in milliseconds. */
    QuorumLengths with(long leaseMillis, long killMillis, long tickMillis) {
        return new QuorumLengths(or(leaseMillis, lease), or(killMillis, kill), or(tickMillis, tick));
    }

    private static Duration or(long millis, Duration usual) {
        return millis == 0 ? usual : Duration.ofMillis(millis);
    }

    private static QuorumLengths ofMillis(long lease, long kill, long tick) {
        return new QuorumLengths(Duration.ofMillis(lease), Duration.ofMillis(kill), Duration.ofMillis(tick));
    }
}
