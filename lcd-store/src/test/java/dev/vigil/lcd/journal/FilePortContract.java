package dev.vigil.lcd.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every disk promises, the real one and the simulated one. */
abstract class FilePortContract {
    abstract FilePort files();

    abstract Path root();

    @Test
    void whatIsWrittenIsRead() throws IOException {
        Path path = folder().resolve("a");
        try (PortFile file = files().create(path)) {
            file.write(0, ByteBuffer.wrap(new byte[]{1, 2, 3, 4}));
            file.write(2, ByteBuffer.wrap(new byte[]{9}));
            file.forceData();
        }
        try (PortFile file = files().open(path)) {
            assertArrayEquals(new byte[]{1, 2, 9, 4}, read(file, 0, 4));
            assertThrows(EOFException.class, () -> read(file, 2, 3));
        }
    }

    @Test
    void preallocatingFillsWithZeros() throws IOException {
        try (PortFile file = files().create(folder().resolve("a"))) {
            file.write(0, ByteBuffer.wrap(new byte[]{1}));
            file.preallocate(200_000);
            file.forceAll();
            assertEquals(200_000, file.length());
            assertArrayEquals(new byte[]{1, 0, 0}, read(file, 0, 3));
            file.preallocate(5);
            assertEquals(200_000, file.length());
        }
    }

    @Test
    void truncatingAndLengtheningShowsZeros() throws IOException {
        try (PortFile file = files().create(folder().resolve("a"))) {
            file.write(0, ByteBuffer.wrap(new byte[]{1, 2, 3}));
            file.truncate(1);
            assertEquals(1, file.length());
            file.write(2, ByteBuffer.wrap(new byte[]{7}));
            assertArrayEquals(new byte[]{1, 0, 7}, read(file, 0, 3));
        }
    }

    @Test
    void namesChange() throws IOException {
        Path folder = folder();
        files().create(folder.resolve("b")).close();
        files().create(folder.resolve("a")).close();
        assertEquals(List.of("a", "b"), files().list(folder));
        assertThrows(IOException.class, () -> files().create(folder.resolve("a")));
        files().rename(folder.resolve("a"), folder.resolve("b"));
        files().forceFolder(folder);
        assertEquals(List.of("b"), files().list(folder));
        assertTrue(files().exists(folder.resolve("b")));
        files().delete(folder.resolve("b"));
        assertFalse(files().exists(folder.resolve("b")));
        assertThrows(NoSuchFileException.class, () -> files().open(folder.resolve("b")));
        assertThrows(NoSuchFileException.class, () -> files().delete(folder.resolve("b")));
    }

    private Path folder() throws IOException {
        Path folder = root().resolve("x").resolve("y");
        files().createFolder(folder);
        files().createFolder(folder);
        return folder;
    }

    private static byte[] read(PortFile file, long position, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        file.read(position, bytes);
        return bytes.array();
    }
}
