package dev.vigil.lcd.journal;

import java.nio.file.Path;

/**
 * The journal on disk is not what was stored: something was lost or changed that had been forced. It is never taken for a new or a shorter
 * journal; whoever opens it must stop changes and say so.
 */
public final class JournalDamaged extends Exception {
    private static final long serialVersionUID = 1L;
    private final String file;
    private final long offset;

    public JournalDamaged(Path file, long offset, String what) {
        super(file + " at " + offset + ": " + what);
        this.file = file.toString();
        this.offset = offset;
    }

    public Path file() {
        return Path.of(file);
    }

    public long offset() {
        return offset;
    }
}
