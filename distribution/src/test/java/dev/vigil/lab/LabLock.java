package dev.vigil.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** Held while something is measured, so that no two labs of this machine measure at the same time. */
public final class LabLock {
    private LabLock() {}

    /** Waits for its turn, then measures. */
    public static <T> T whileHeld(Supplier<T> measurement) {
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "vigil-lab.lock");
        try (FileChannel channel = open(file)) {
            channel.lock();
            return measurement.get();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + file, e);
        }
    }

    /** The file belongs to whoever was first and is writable by all; opened without O_CREAT where it exists, as a sticky folder demands. */
    private static FileChannel open(Path file) throws IOException {
        try {
            FileChannel made = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
            return made;
        } catch (FileAlreadyExistsException e) {
            return FileChannel.open(file, StandardOpenOption.WRITE);
        }
    }
}
