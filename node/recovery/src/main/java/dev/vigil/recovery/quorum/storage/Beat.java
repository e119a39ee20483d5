package dev.vigil.recovery.quorum.storage;

import dev.vigil.recovery.quorum.Holder;

/**
 * What one life of a node has written of itself into one file. Nobody else writes there. All files of a node count: a writing of which
 * nobody knows whether it arrives, perhaps of an earlier life, must not hide a later one.
 *
 * @param file which of the files of this life; the next one is begun after a writing that failed
 * @param counter rises with every writing of a life
 * @param relies whether the node may count on the vote of the folder
 */
public record Beat(Holder holder, long file, long counter, boolean relies) {
    static Beat first(Holder holder) {
        return new Beat(holder, 1, 0, false);
    }

    Beat next(boolean isReliedOn) {
        return new Beat(holder, file, counter + 1, isReliedOn);
    }

    Beat elsewhere() {
        return new Beat(holder, file + 1, counter, relies);
    }

    /** Whether the two stand in one file. */
    public boolean isIn(Beat other) {
        return file == other.file && holder.equals(other.holder);
    }
}
