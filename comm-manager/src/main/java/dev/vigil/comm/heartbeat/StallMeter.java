package dev.vigil.comm.heartbeat;

/**
 * The loop's own lateness. Time in which this loop did not run proves nothing about peers: it is taken out of the time by which
 * they are judged ("awake" time), and out of nothing else; a lease never sees it.
 */
final class StallMeter {
    private long tolerated;
    private long expected;
    private long noticedUpTo;
    private long forgiven;
    private final RecentWorst lateness;

    StallMeter(long now, long tolerated) {
        this.tolerated = tolerated;
        this.expected = now + tolerated;
        this.noticedUpTo = now;
        this.lateness = RecentWorst.ofMinutes(now);
    }

    void tolerate(long nanos) {
        tolerated = nanos;
    }

    /** Nanoseconds of the node's time in which its loop was awake. What arrived during a stall is read at its end. */
    long awake(long now) {
        long from = Math.max(expected, noticedUpTo);
        if (now - expected > tolerated && now > from) {
            forgiven += now - from;
            noticedUpTo = now;
        }
        return now - forgiven;
    }

    long late(long now) {
        return Math.max(0, now - expected);
    }

    /** The loop turns, and expects to turn again at {@code next}. */
    void turn(long now, long next) {
        awake(now);
        lateness.add(now, late(now));
        expected = next;
    }

    /** The worst lateness of the last one to two minutes. */
    long worst() {
        return lateness.worst();
    }
}
