package dev.vigil.recovery.preview;

import java.time.Duration;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;

/** How long actions have taken. */
public interface Durations {
    Expected of(NodeId node, Tag tag, Action action);

    /** The median of so many runs; of none it is zero. */
    record Expected(Duration median, int measured) {
        public static final Expected UNKNOWN = new Expected(Duration.ZERO, 0);
    }
}
