package dev.vigil.lab;

import java.util.concurrent.locks.LockSupport;

/**
 * Sleeps a millisecond at a time and notes how much longer it took: what the machine itself, its hypervisor or this virtual
 * machine took away from everybody. Its own thread writes; the stalls are read after {@link #stop}.
 */
final class Sentinel {
    /** Shorter ones are the ordinary grain of a scheduler. */
    static final long NOTED_NANOS = 4_000_000;
    private static final long NAP_NANOS = 1_000_000;
    private static final int MAX_STALLS = 20_000;
    private final long[] at = new long[MAX_STALLS];
    private final long[] length = new long[MAX_STALLS];
    private final Thread thread = new Thread(this::watch, "sentinel");
    private int count;
    private volatile boolean isStopped;

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        long before = System.nanoTime();
        while (!isStopped) {
            LockSupport.parkNanos(NAP_NANOS);
            long now = System.nanoTime();
            long stall = now - before - NAP_NANOS;
            if (stall > NOTED_NANOS && count < MAX_STALLS) {
                at[count] = before;
                length[count++] = stall;
            }
            before = now;
        }
    }

    void stop() throws InterruptedException {
        isStopped = true;
        thread.join();
    }

    /** One line for each stall: when it began on the monotonic clock, and its nanoseconds. */
    void print(StringBuilder to) {
        for (int i = 0; i < count; i++) {
            to.append("stall ").append(at[i]).append(' ').append(length[i]).append('\n');
        }
    }
}
