package dev.vigil.recovery.quorum;

import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;

/** One life of a node. A later life of the same node has to ask anew. */
public record Holder(NodeId node, Incarnation life) {}
