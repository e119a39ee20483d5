package dev.vigil.recovery.quorum;

import java.time.Duration;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.UnitId;

/**
 * A wish to own a unit.
 *
 * @param voters number of the voter set it counts with
 * @param proof what the asker knows of its own earlier lives
 */
public record Ask(UnitId unit, Epoch epoch, Holder holder, long voters, Duration lease, Proof proof) {
    /** Whether all of the unit is confirmed out on the asking node. */
    public enum Proof {
        NONE, CONFIRMED_OUT
    }
}
