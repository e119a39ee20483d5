package dev.vigil.recovery;

import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;

/** All that the controller knows: {@code lcd} is hard (a fold of stored entries), {@code soft} is rebuilt after a crash. */
public record ClusterView(NodeId self, Incarnation incarnation, LcdState lcd, Soft soft) {

    /** The view of a process before its {@link Event.Started}: it knows its name and nothing else. */
    public static ClusterView before(NodeId self) {
        return new ClusterView(self, Incarnation.NONE, LcdState.EMPTY, Soft.EMPTY);
    }
}
