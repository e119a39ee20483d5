package dev.vigil.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/** Held while something is measured, so that no two labs of this machine measure at the same time. */
public final class LabLock {
    private LabLock() {}

    /** Waits for its turn, then measures. */
    public static <T> T whileHeld(Supplier<T> measurement) {
        Path file = Path.of(System.getProperty("java.io.tmpdir"), "vigil-lab.lock");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            return measurement.get();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + file, e);
        }
    }
}
