package dev.vigil.notify.dispatch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

import dev.vigil.lcd.model.Line;

/**
 * A small file of lines that is replaced whole: what waits, and which alarms stand, for the next life of the node. It is not forced to
 * disk: the loss of power may take the last second of it, and the peers of the node tell of that.
 */
public final class Spool {
    private static final long MOST_BYTES = 32L << 20;

    private final Path file;

    public Spool(Path file) {
        this.file = file;
    }

    /** None when there is no file; a line that cannot be read is left out, since one bad line must not silence the others. */
    public List<Line> read() throws IOException {
        if (!Files.exists(file) || Files.size(file) > MOST_BYTES) {
            return List.of();
        }
        List<Line> lines = new ArrayList<>();
        for (String text : Files.readAllLines(file)) {
            try {
                lines.add(Line.parse(text));
            } catch (IllegalArgumentException notALine) {
                // Written by a newer version, or cut off.
            }
        }
        return lines;
    }

    public void write(List<Line> lines) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(temporary, lines.stream().map(Line::toString).toList());
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
