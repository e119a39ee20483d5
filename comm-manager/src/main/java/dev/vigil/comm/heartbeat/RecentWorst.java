package dev.vigil.comm.heartbeat;

import java.util.Arrays;

/** The greatest of the values of the last time before the newest of them, in slots: the oldest slot is forgotten as a whole. */
final class RecentWorst {
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final long slotNanos;
    private final long[] worst;
    private long slotBegan;
    private int slot;

    RecentWorst(long now, long slotNanos, int slots) {
        this.slotNanos = slotNanos;
        this.worst = new long[slots];
        this.slotBegan = now;
    }

    /** Of the last one to two minutes. */
    static RecentWorst ofMinutes(long now) {
        return new RecentWorst(now, MINUTE_NANOS, 2);
    }

    /** Of the last ten to eleven minutes. */
    static RecentWorst ofTenMinutes(long now) {
        return new RecentWorst(now, MINUTE_NANOS, 11);
    }

    /** Of the last sixty to seventy minutes. */
    static RecentWorst ofAnHour(long now) {
        return new RecentWorst(now, 10 * MINUTE_NANOS, 7);
    }

    void add(long now, long value) {
        advance(now);
        worst[slot] = Math.max(worst[slot], value);
    }

    /** Forgets what is too old as of now. */
    void advance(long now) {
        long passed = (now - slotBegan) / slotNanos;
        if (passed >= worst.length) {
            Arrays.fill(worst, 0);
            slotBegan = now;
            return;
        }
        for (; passed > 0; passed--) {
            slot = (slot + 1) % worst.length;
            worst[slot] = 0;
            slotBegan += slotNanos;
        }
    }

    long worst() {
        long greatest = 0;
        for (long one : worst) {
            greatest = Math.max(greatest, one);
        }
        return greatest;
    }
}
