package dev.vigil.lcd.h2;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClosedMarkTest {
    @TempDir
    private Path folder = Path.of("");
    private Path database = Path.of("");
    private Path file = Path.of("");

    @BeforeEach
    void close() throws IOException {
        database = folder.resolve("database");
        file = folder.resolve("mark");
        Files.writeString(database, "rows and rows");
        new ClosedMark(database, file).put();
    }

    private boolean take() {
        return new ClosedMark(database, file).take();
    }

    @Test
    void holdsOnceForAFileThatDidNotChange() {
        assertTrue(take());
        assertFalse(take(), "a file that was opened since and not closed is trusted");
    }

    @Test
    void doesNotHoldForAFileThatIsAnotherOrNone() throws IOException {
        Files.writeString(database, "rows and ROWS");
        assertFalse(take());
        close();
        Files.writeString(database, "rows and row");
        assertFalse(take());
        close();
        Files.delete(database);
        assertFalse(take());
    }

    @Test
    void doesNotHoldWhenItIsTornItself() throws IOException {
        Files.writeString(file, "");
        assertFalse(take());
        Files.writeString(file, "13");
        assertFalse(take());
    }
}
