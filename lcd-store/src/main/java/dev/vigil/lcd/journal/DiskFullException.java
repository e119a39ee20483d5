package dev.vigil.lcd.journal;

import java.io.IOException;
import java.nio.file.Path;

/** The disk has no room for what was to be written. Some of it may have been written. */
public final class DiskFullException extends IOException {
    private static final long serialVersionUID = 1L;
    private final String file;
    private final long neededBytes;

    public DiskFullException(Path file, long neededBytes, Throwable cause) {
        super("no room for " + neededBytes + " bytes in " + file, cause);
        this.file = file.toString();
        this.neededBytes = neededBytes;
    }

    public Path file() {
        return Path.of(file);
    }

    public long neededBytes() {
        return neededBytes;
    }
}
