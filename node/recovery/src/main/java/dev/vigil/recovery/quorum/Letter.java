package dev.vigil.recovery.quorum;

import dev.vigil.lcd.model.NodeId;

/**
 * A word on its way.
 *
 * @param from the life that wrote it
 * @param showing the record number on the writer's disk
 * @param remembered the highest record number that the writer has seen from the reader; zero if none
 */
public record Letter(Holder from, NodeId to, long showing, long remembered, Word word) {}
