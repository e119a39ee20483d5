package dev.vigil.recovery.quorum.storage;

import java.util.List;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.UnitId;

/** What shall be done in the folder. One at a time: the next one begins when this one has been reported. */
public sealed interface Deed {
    /** Read all entries, then all beats. */
    record Look() implements Deed {}

    /** Make the entry, unless there is one of this unit and epoch; forced before it is reported. */
    record Create(Entry entry) implements Deed {}

    /** Write the own beat; forced before it is reported. */
    record Write(Beat beat) implements Deed {}

    /**
     * Write the own beat, forced; then remove these others of this node, which say what is over.
     *
     * @param over named one by one: this may be done late, when a later life has written more
     */
    record Rest(Beat beat, List<Beat> over) implements Deed {
        public Rest {
            over = List.copyOf(over);
        }
    }

    /**
     * Mark the entry as given back if it is this node's, also if it is not there yet; forced before it is reported. The mark bears the name
     * of the node, since somebody else may have been first to make the entry.
     */
    record Release(UnitId unit, Epoch epoch, NodeId node) implements Deed {}

    /** What came of it. */
    sealed interface Report {
        record Done() implements Report {}

        /** @param isMine whether the entry is the one that was to be made */
        record Created(boolean isMine) implements Report {}

        record Seen(Shelf shelf) implements Report {}

        /** Nobody knows whether it was done, or will be. */
        record Failed(String reason) implements Report {}
    }
}
