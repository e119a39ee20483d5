package dev.vigil.recovery.quorum.storage;

import dev.vigil.recovery.quorum.Holder;

/**
 * What one node has last written of itself. Nobody else writes there.
 *
 * @param series of the file: a life begins above all that it finds of its node, whose disk may have been put back, and goes on with the
 *            next one after a writing that failed, since that may still arrive and must not stand above later ones
 * @param counter rises with every writing of a life
 * @param relies whether the node may count on the vote of the folder
 */
public record Beat(Holder holder, long series, long counter, boolean relies) {
    static Beat after(Holder holder, long series) {
        return new Beat(holder, series + 1, 0, false);
    }

    Beat next(boolean isReliedOn) {
        return new Beat(holder, series, counter + 1, isReliedOn);
    }

    /** After a writing of which nobody knows whether it arrives. */
    Beat elsewhere() {
        return new Beat(holder, series + 1, counter, relies);
    }

    /** Whether this one stands for its node when both are found. */
    public boolean isAbove(Beat other) {
        return series > other.series;
    }
}
