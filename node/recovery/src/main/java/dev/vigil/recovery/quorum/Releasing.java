package dev.vigil.recovery.quorum;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;

/** A release that some voters have not answered yet. */
public record Releasing(Epoch epoch, SortedSet<NodeId> waiting) {
    public Releasing {
        waiting = Collections.unmodifiableSortedSet(new TreeSet<>(waiting));
    }

    Releasing without(NodeId voter) {
        SortedSet<NodeId> fewer = new TreeSet<>(waiting);
        fewer.remove(voter);
        return new Releasing(epoch, fewer);
    }
}
