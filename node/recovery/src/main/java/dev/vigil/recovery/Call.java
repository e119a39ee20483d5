package dev.vigil.recovery;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.Tag;

/** A kit call that has not ended. {@code needs}: what must be durable before it is carried out at all. */
public record Call(Tag tag, Action action, LcdState needs, boolean isAbandoned) {
    Call abandoned() {
        return new Call(tag, action, needs, true);
    }
}
