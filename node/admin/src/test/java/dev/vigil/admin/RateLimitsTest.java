package dev.vigil.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.Test;

final class RateLimitsTest {
    private static final long SECOND = 1_000_000_000;
    private final AtomicLong now = new AtomicLong();
    private final RateLimits limits = new RateLimits(CallLimits.DEFAULT, now::get);

    private static int taken(BooleanSupplier take) {
        int taken = 0;
        while (taken < 10_000 && take.getAsBoolean()) {
            taken++;
        }
        return taken;
    }

    @Test
    void twoSecondsWorthAtOnceThenTheRate() {
        assertEquals(2 * CallLimits.DEFAULT.changes(), taken(() -> limits.takeChange("eve")));
        now.addAndGet(SECOND / 10);
        assertEquals(CallLimits.DEFAULT.changes() / 10, taken(() -> limits.takeChange("eve")));
        now.addAndGet(3600 * SECOND);
        assertEquals(2 * CallLimits.DEFAULT.changes(), taken(() -> limits.takeChange("eve")));
    }

    @Test
    void nobodyPaysForAnother() {
        taken(() -> limits.takeChange("eve"));
        taken(() -> limits.takeStranger("10.0.0.9"));
        assertFalse(limits.takeChange("eve"));
        assertTrue(limits.takeQuery("eve"));
        assertTrue(limits.takeChange("adam"));
        assertTrue(limits.takeStranger("10.0.0.8"));
    }

    @Test
    void strangersGetFewLinesOfTheAudit() {
        assertEquals(60, taken(limits::takeLineForStranger));
        now.addAndGet(5 * SECOND);
        assertEquals(5, taken(limits::takeLineForStranger));
    }
}
