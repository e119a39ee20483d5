package dev.vigil.cli.doctor;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What a thread that wants to wake each millisecond lives through: how late it was at worst, and how far the wall clock went astray. */
record Sampling(Duration worstLateness, Duration clockStep) {
    private static final long MILLI = 1_000_000L;

    static Sampling take(Duration length) {
        long begin = System.nanoTime();
        long wallBegin = System.currentTimeMillis();
        long worst = 0;
        long now = begin;
        while (now - begin < length.toNanos()) {
            LockSupport.parkNanos(MILLI);
            long next = System.nanoTime();
            worst = Math.max(worst, next - now - MILLI);
            now = next;
        }
        Duration wall = Duration.ofMillis(System.currentTimeMillis() - wallBegin);
        return new Sampling(Duration.ofNanos(worst), wall.minusNanos(now - begin));
    }
}
