package dev.vigil.recovery;

import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;

/** All that the controller knows: {@code lcd} is hard (a fold of stored entries), the rest is rebuilt after a crash. */
public record ClusterView(NodeId self, Incarnation incarnation, LcdState lcd) {}
