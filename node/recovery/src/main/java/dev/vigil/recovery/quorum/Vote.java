package dev.vigil.recovery.quorum;

import dev.vigil.lcd.model.Epoch;

/**
 * What a voter has written about one unit.
 *
 * @param highest the highest epoch it ever granted; never falls
 * @param tenure what was agreed with the holder
 */
public record Vote(Epoch highest, Holder holder, Tenure tenure, Standing standing) {
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

    /** Under this epoch, which its holder has asked for last: what was asked for under it comes too late. */
    Vote released(Epoch last) {
        return new Vote(last, holder, tenure, Standing.RELEASED);
    }
}
