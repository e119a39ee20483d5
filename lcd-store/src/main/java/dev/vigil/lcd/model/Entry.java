package dev.vigil.lcd.model;

import java.util.List;

/** One committed change of the database, as the journal keeps it and as {@link LcdState#apply} folds it. */
public sealed interface Entry {
    /** The configuration went from {@code number - 1} to {@code number}. */
    record ConfigChanged(Revision number, List<Change> changes) implements Entry {
        public ConfigChanged {
            changes = List.copyOf(changes);
        }
    }

    /** A newer configuration was taken over whole, from a peer. */
    record ConfigReplaced(Config config) implements Entry {}

    /** The rows of {@code node} went from {@code revision - 1} to {@code revision} of the same incarnation. */
    record StatusChanged(NodeId node, Incarnation incarnation, Revision revision, List<Change> changes) implements Entry {
        public StatusChanged {
            changes = List.copyOf(changes);
        }
    }

    /** The rows of a node were taken over whole: from a peer, or at the node's own start under a new incarnation. */
    record StatusReplaced(NodeId node, Status status) implements Entry {}

    /** Something that happened and is kept for people; it changes no state. */
    record Noted(HistoryEntry entry) implements Entry {}
}
