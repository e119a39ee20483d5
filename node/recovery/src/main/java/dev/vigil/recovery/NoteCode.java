package dev.vigil.recovery;

import java.util.Locale;

/** Everything the controller can have to say. Each is hit by at least one golden case, and has a sentence in the event catalogue. */
public enum NoteCode {
    NODE_STARTED;

    /** The code as it stands in text: {@code node-started}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
