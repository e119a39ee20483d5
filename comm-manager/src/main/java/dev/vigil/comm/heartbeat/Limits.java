package dev.vigil.comm.heartbeat;

import dev.vigil.lcd.model.Timing;

/** The times of a profile in nanoseconds. */
record Limits(long interval, long suspicion, long detection) {

    private static final int FEWEST_INTERVALS = 3;

    static Limits of(Timing timing) {
        long interval = timing.interval().toNanos();
        long detection = timing.detection().toNanos();
        return new Limits(interval, Math.max(detection / 2, Math.min(detection, FEWEST_INTERVALS * interval)), detection);
    }
}
