package dev.vigil.server.kithost;

import java.time.Duration;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Tag;
import dev.vigil.recovery.KitCallId;

/** A kit call that is not over yet, for people to look at. {@code progress} is the kit's last word, or empty. */
public record RunningCall(KitCallId call, Tag tag, Action action, Phase phase, Duration age, Duration limit, String progress) {
    /** How far a call has come. */
    public enum Phase {
        WAITING, RUNNING,
        /** It was told to end and has not answered yet. */
        ENDING, OVER
    }
}
