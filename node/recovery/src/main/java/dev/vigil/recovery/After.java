package dev.vigil.recovery;

import java.util.SortedSet;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;

/** What follows once resources are confirmed out. */
public sealed interface After {
    record Rest() implements After {}

    /** Let the unit go to a node, which brings these resources in service. */
    record HandTo(NodeId node, SortedSet<Tag> tags) implements After {}

    /** Nowhere to go: try these again later. */
    record Retry(SortedSet<Tag> tags) implements After {}

    After REST = new Rest();
}
