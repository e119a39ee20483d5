package dev.vigil.lab;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting, in a lab whose hosts live in real time. */
final class Pause {
    private static final long POLL_MILLIS = 50;

    private Pause() {}

    static void of(long amount, TimeUnit unit) {
        try {
            unit.sleep(amount);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabFailure("interrupted", e);
        }
    }

    static void of(Duration duration) {
        of(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until the claim holds; whether it did within the limit. */
    static boolean until(Duration limit, BooleanSupplier claim) {
        long end = System.nanoTime() + limit.toNanos();
        while (!claim.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            of(POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
        return true;
    }
}
