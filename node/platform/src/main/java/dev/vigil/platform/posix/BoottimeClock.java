package dev.vigil.platform.posix;

import dev.vigil.lcd.model.Ticks;
import dev.vigil.platform.Clock;
import java.time.Instant;

/** CLOCK_BOOTTIME, counted from the making of this object. */
final class BoottimeClock implements Clock {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final long origin = read();

    @Override
    public Ticks now() {
        return new Ticks(read() - origin);
    }

    @Override
    public long machineNanos(Ticks moment) {
        return origin + moment.nanos();
    }

    @Override
    public Instant wallTime() {
        return Instant.now();
    }

    private static long read() {
        long[] time = new long[2];
        if (Libc.clock_gettime(Libc.CLOCK_BOOTTIME, time) != 0) {
            throw new IllegalStateException("the kernel has no CLOCK_BOOTTIME: " + Errno.fault("clock_gettime", Errno.last()));
        }
        return time[0] * NANOS_PER_SECOND + time[1];
    }
}
