package dev.vigil.comm.heartbeat;

/**
 * The times in force between this node and one peer, in nanoseconds. {@code detection} is after how long this node holds the peer for dead,
 * {@code deafness} one interval less than what the peer does: whoever is not heard has one heartbeat's time to let go of what the other will
 * take.
 */
record Limits(long interval, long suspicion, long deafness, long detection) {

    private static final int FEWEST_INTERVALS = 3;

    static Limits of(long interval, long detection, long heldAfter) {
        return new Limits(interval, suspicion(interval, detection), heldAfter - interval, detection);
    }

    private static long suspicion(long interval, long detection) {
        return Math.max(detection / 2, Math.min(detection, FEWEST_INTERVALS * interval));
    }

    /** For a single path, whose silence moves nothing: a verdict about it is never hastier than the usual time. */
    Limits ofPath(long usual) {
        return detection >= usual ? this : new Limits(interval, suspicion(interval, usual), deafness, usual);
    }
}
