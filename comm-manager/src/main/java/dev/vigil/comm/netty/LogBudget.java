package dev.vigil.comm.netty;

import java.util.concurrent.atomic.AtomicLong;

/** Lets through so many lines of one kind in ten seconds, that a stranger who knocks all day cannot fill the disk. */
final class LogBudget {
    private static final long WINDOW_NANOS = 10_000_000_000L;
    private static final int LINES = 20;

    private final AtomicLong windowBegan = new AtomicLong(System.nanoTime());
    private final AtomicLong spent = new AtomicLong();

    boolean take() {
        long now = System.nanoTime();
        long began = windowBegan.get();
        if (now - began > WINDOW_NANOS && windowBegan.compareAndSet(began, now)) {
            spent.set(0);
        }
        return spent.incrementAndGet() <= LINES;
    }
}
