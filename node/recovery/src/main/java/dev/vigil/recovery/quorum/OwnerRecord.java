package dev.vigil.recovery.quorum;

import dev.vigil.lcd.model.Epoch;

/** What an owner has on its disk about a unit before anything of it starts. */
public record OwnerRecord(Epoch epoch, long voters, Running running) {
    /** Whether anything may run. */
    public enum Running {
        NOTHING, MAYBE
    }

    public static final OwnerRecord NONE = new OwnerRecord(Epoch.ZERO, 0, Running.NOTHING);

    public boolean mayRun() {
        return running == Running.MAYBE;
    }
}
