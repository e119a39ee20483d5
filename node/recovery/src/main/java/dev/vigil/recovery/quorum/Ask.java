package dev.vigil.recovery.quorum;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.UnitId;

/**
 * A wish to own a unit.
 *
 * @param voters number of the voter set it counts with
 * @param proof what the asker knows beside it
 */
public record Ask(UnitId unit, Epoch epoch, Holder holder, long voters, Tenure tenure, Proof proof) {
    /** What speaks for the ask at a voter that keeps the unit for another life. */
    public enum Proof {
        NONE,
        /** All of the unit is confirmed out on the asking node, or left running by an earlier life whose place this one takes (RC-114). */
        CONFIRMED_OUT,
        /** A majority has granted it already, so that whatever was granted before is over. */
        OWNED
    }

    Ask with(Proof other) {
        return new Ask(unit, epoch, holder, voters, tenure, other);
    }

    /** Whether it is the same wish, whatever speaks for it. */
    boolean isFor(Ask other) {
        return with(other.proof).equals(other);
    }
}
