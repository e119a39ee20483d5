package dev.vigil.comm.heartbeat;

import dev.vigil.lcd.model.Timing;

/**
 * The times of a profile in nanoseconds. {@code deafness} is one interval less than {@code detection}: whoever is not heard has one
 * heartbeat's time to let go of what the other will take.
 */
record Limits(long interval, long suspicion, long deafness, long detection) {

    private static final int FEWEST_INTERVALS = 3;

    static Limits of(Timing timing) {
        long interval = timing.interval().toNanos();
        long detection = timing.detection().toNanos();
        return new Limits(interval, Math.max(detection / 2, Math.min(detection, FEWEST_INTERVALS * interval)),
                detection - interval, detection);
    }
}
