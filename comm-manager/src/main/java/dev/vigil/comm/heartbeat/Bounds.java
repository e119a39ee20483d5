package dev.vigil.comm.heartbeat;

import dev.vigil.lcd.model.Timing;

/**
 * What the configured timing allows, in nanoseconds. {@code shortest}, {@code usual} and {@code longest} are one where the detection time is
 * fixed.
 */
record Bounds(long interval, long shortest, long usual, long longest) {

    static Bounds of(Timing timing) {
        return new Bounds(timing.interval().toNanos(), timing.shortest().toNanos(), timing.detection().toNanos(),
                timing.longest().toNanos());
    }

    boolean isFixed() {
        return shortest == longest;
    }

    /** In whole intervals, within the bounds. */
    long within(long nanos) {
        long whole = (Math.min(nanos, longest) + interval - 1) / interval * interval;
        return Math.clamp(whole, shortest, longest);
    }
}
