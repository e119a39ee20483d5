package dev.vigil.server.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;

import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;

/** Counts the lives of a node's process, on disk. */
public final class Incarnations {
    private Incarnations() {}

    /**
     * The incarnation of this start: above the stored one, above the one the database last saw, and no lower than the first one of this
     * machine, where another has borne the name before. Forced to disk when this returns, so that no two lives ever share one.
     */
    public static Incarnation begin(Path folder, LcdState lcd, NodeId self) throws IOException {
        Path file = folder.resolve("incarnation");
        long firstLife = lcd.config().system(self).map(row -> row.machine().firstLife()).orElse(0L);
        long counter = Math.max(lcd.status(self).incarnation().counter(), firstLife - 1);
        if (Files.exists(file)) {
            try {
                counter = Math.max(counter, Incarnation.parse(Files.readString(file, StandardCharsets.UTF_8).strip()).counter());
            } catch (IllegalArgumentException e) {
                throw new IOException(file + " does not hold an incarnation: " + e.getMessage(), e);
            }
        }
        Incarnation next = new Incarnation(counter + 1, new SecureRandom().nextLong());
        Path fresh = folder.resolve("incarnation.new");
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap((next + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        forceFolder(folder);
        return next;
    }

    static void forceFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
