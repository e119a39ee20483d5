package dev.vigil.comm.heartbeat;

/** The greatest of the values of the last one to two minutes before the newest of them. */
final class RecentWorst {
    private static final long WINDOW_NANOS = 60_000_000_000L;

    private long windowBegan;
    private long worstNow;
    private long worstBefore;

    RecentWorst(long now) {
        this.windowBegan = now;
    }

    void add(long now, long value) {
        if (now - windowBegan > WINDOW_NANOS) {
            worstBefore = now - windowBegan > 2 * WINDOW_NANOS ? 0 : worstNow;
            worstNow = 0;
            windowBegan = now;
        }
        worstNow = Math.max(worstNow, value);
    }

    long worst() {
        return Math.max(worstNow, worstBefore);
    }
}
