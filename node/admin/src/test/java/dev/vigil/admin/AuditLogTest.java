package dev.vigil.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.vigil.lcd.model.Line;

@Timeout(60)
final class AuditLogTest {
    @TempDir
    private Path folder = Path.of("");
    private final MeterRegistry meters = new SimpleMeterRegistry();

    private Path file() {
        return folder.resolve("audit.log");
    }

    private static Line line(int number) {
        return Line.of("audit").with("call", "Switchover").with("number", number).with("sentence", "two\nlines");
    }

    private static boolean write(AuditLog log, Line line) throws Exception {
        return log.write(line).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void aLineIsOnDiskWhenItIsAnsweredAndOnlyThen() throws Exception {
        try (AuditLog log = AuditLog.open(file(), meters)) {
            assertTrue(write(log, line(1)));
            assertEquals(List.of(line(1).toString()), Files.readAllLines(file()));
            assertTrue(write(log, line(2)));
            assertEquals(List.of(line(2), line(1)), log.newest());
        }
        assertEquals(2, meters.get("vigil.audit.lines").tag("result", "written").counter().count());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void onlyTheOwnerMayReadIt() throws Exception {
        try (AuditLog log = AuditLog.open(file(), meters)) {
            write(log, line(1));
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }

    @Test
    void whatWaitsIsWrittenBeforeTheEnd() throws IOException {
        AuditLog log = AuditLog.open(file(), meters);
        IntStream.range(0, 100).forEach(number -> log.write(line(number)));
        log.close();
        assertEquals(100, Files.readAllLines(file()).size());
        assertFalse(log.write(line(100)).toCompletableFuture().join());
    }

    @Test
    void anotherLifeKnowsTheLinesOfTheOneBeforeAndSkipsHalfOfOne() throws Exception {
        try (AuditLog log = AuditLog.open(file(), meters)) {
            write(log, line(1));
            write(log, line(2));
        }
        Files.writeString(file(), "audit call=\"Swi", StandardOpenOption.APPEND);
        try (AuditLog log = AuditLog.open(file(), meters)) {
            assertEquals(List.of(line(2), line(1)), log.newest());
        }
    }

    @Test
    void longFilesArePutAsideAndTheOldestIsDeleted() throws Exception {
        int perFile = 10;
        long limit = (long) perFile * (line(10).toString().length() + 1);
        try (AuditLog log = AuditLog.open(file(), limit, meters)) {
            for (int number = 10; number < 90; number++) {
                assertTrue(write(log, line(number)));
            }
        }
        assertEquals(List.of("audit.log", "audit.log.1", "audit.log.2", "audit.log.3", "audit.log.4"), names());
        assertTrue(Files.readAllLines(file()).getLast().contains("number=89"));
        assertTrue(Files.readAllLines(folder.resolve("audit.log.4")).getFirst().contains("number=40"));
        try (AuditLog log = AuditLog.open(file(), limit, meters)) {
            assertEquals(2 * perFile, log.newest().size());
        }
    }

    private List<String> names() throws IOException {
        try (var found = Files.list(folder)) {
            return found.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aDiskThatTakesNothingIsSaidAndCounted() throws Exception {
        Path nowhere = folder.resolve("missing").resolve("audit.log");
        try (AuditLog log = AuditLog.open(nowhere, meters)) {
            assertFalse(write(log, line(1)));
            assertEquals(List.of(), log.newest());
            Files.createDirectory(nowhere.getParent());
            assertTrue(write(log, line(2)));
        }
        assertEquals(1, meters.get("vigil.audit.lines").tag("result", "lost").counter().count());
    }
}
