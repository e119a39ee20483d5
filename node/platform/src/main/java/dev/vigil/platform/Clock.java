package dev.vigil.platform;

import dev.vigil.lcd.model.Ticks;
import java.time.Instant;

/** The two clocks of a machine. Any thread may ask; neither method blocks or throws. */
public interface Clock {
    /**
     * The time since this clock was made: monotonic, and it goes on while the machine sleeps. Only this one may decide anything:
     * a clock that stands still during a suspend would let a woken node believe that its ownership is fresh.
     */
    Ticks now();

    /** A moment of this clock in nanoseconds since the start of the machine, which every process of the machine counts alike. */
    long machineNanos(Ticks moment);

    /** The time of day, for people and for files. It may jump either way at any moment. */
    Instant wallTime();
}
