package dev.vigil.lcd.h2;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Says of the database file that it was closed in order and has not changed since, by its length and checksum in a file beside it. H2 checks
 * only part of what it reads: a torn file may open without a word and hold old or no rows, or make it ask for memory without end. Nothing
 * is forced here: whatever a power cut leaves of the two files, they fit only when both are whole.
 */
final class ClosedMark {
    private static final int BUFFER_BYTES = 64 * 1024;
    private final Path database;
    private final Path mark;

    ClosedMark(Path database, Path mark) {
        this.database = database;
        this.mark = mark;
    }

    /** Whether the file is as it was when it was closed. Takes the mark away: from now on the file changes. */
    boolean take() {
        try {
            String said = Files.readString(mark, StandardCharsets.ISO_8859_1);
            Files.delete(mark);
            return said.equals(fingerprint());
        } catch (IOException notClosed) {
            return false;
        }
    }

    /** To be called when the file has been closed. */
    void put() throws IOException {
        Files.writeString(mark, fingerprint(), StandardCharsets.ISO_8859_1);
    }

    private String fingerprint() throws IOException {
        CRC32C checksum = new CRC32C();
        byte[] buffer = new byte[BUFFER_BYTES];
        long length = 0;
        try (InputStream in = Files.newInputStream(database)) {
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                checksum.update(buffer, 0, count);
                length += count;
            }
        }
        return length + " " + Long.toHexString(checksum.getValue()) + "\n";
    }
}
