package dev.vigil.recovery.preview;

import java.util.Optional;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.Tag;

/** What is supposed to happen. */
public sealed interface Supposed {
    record NodeFails(NodeId node) implements Supposed {}

    /** An operator asks for it; without a node, the next one in priority is meant. */
    record Switchover(Tag tag, Optional<NodeId> to) implements Supposed {}

    record ResourceFails(Tag tag) implements Supposed {}

    record PathFails(PathId path) implements Supposed {}
}
