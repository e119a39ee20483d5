package dev.vigil.recovery.quorum;

import java.time.Duration;

import dev.vigil.lcd.model.Epoch;

/**
 * What a voter has written about one unit.
 *
 * @param highest the highest epoch it ever granted; never falls
 * @param lease the lease length that was agreed with the holder
 */
public record Vote(Epoch highest, Holder holder, Duration lease, Standing standing) {
    /** Whether the holder may still run the unit. */
    public enum Standing {
        GRANTED, RELEASED
    }

    boolean isGranted() {
        return standing == Standing.GRANTED;
    }

    /** Whether it keeps this unit for this holder under this epoch. */
    boolean isFor(Holder other, Epoch epoch) {
        return isGranted() && holder.equals(other) && highest.equals(epoch);
    }

    /** RC-61: under other lengths. One that is longer than the usual one was is not shortened. */
    Vote exchanged(Duration usual, Duration next) {
        boolean isUsual = lease.equals(usual) || lease.compareTo(next) < 0;
        return isUsual ? new Vote(highest, holder, next, standing) : this;
    }

    Vote released() {
        return new Vote(highest, holder, lease, Standing.RELEASED);
    }
}
