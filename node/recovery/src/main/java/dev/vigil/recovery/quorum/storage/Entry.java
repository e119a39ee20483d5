package dev.vigil.recovery.quorum.storage;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.Holder;
import dev.vigil.recovery.quorum.Tenure;

/**
 * The vote of the folder on one unit under one epoch: a file that is made once, by the first who can, and never changed.
 *
 * @param tenure how long its holder keeps it when nobody hears of it
 * @param isReleased whether its holder has marked it as given back
 */
public record Entry(UnitId unit, Epoch epoch, Holder holder, Tenure tenure, boolean isReleased) {
    public Entry released() {
        return new Entry(unit, epoch, holder, tenure, true);
    }

    boolean isAbove(Entry other) {
        return epoch.compareTo(other.epoch) > 0;
    }

    boolean isOf(Holder other) {
        return holder.node().equals(other.node());
    }
}
