package dev.vigil.lcd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.lcd.journal.JournalOptions.Presence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage is never taken for a new or a shorter journal, and is told by file and place. Every case begins with 100 records in many segments. */
class JournalDamageTest {
    private static final int BLOCK = 512;
    private static final JournalOptions SMALL = new JournalOptions(Presence.MAY_BE_NEW, 16 * BLOCK, 8 * BLOCK, BLOCK, 4096,
            64 * 1024);
    private static final int RECORDS = 100;
    @TempDir
    Path root;
    private Path folder;
    private Layout layout;

    @BeforeEach
    void store() throws Exception {
        folder = root.resolve("journal");
        layout = new Layout(folder);
        try (Journal journal = Journal.open(new DiskFiles(), folder, SMALL).journal()) {
            for (int i = 1; i <= RECORDS; i++) {
                assertInstanceOf(AppendOutcome.Stored.class, journal.append(new byte[]{(byte) i}).join());
            }
        }
        assertTrue(segments().size() > 4, "segments " + segments());
    }

    @Test
    void anUndamagedJournalOpens() throws Exception {
        assertEquals(RECORDS, opensWith().records().size());
    }

    @Test
    void anEmptiedSegmentIsDamage() throws Exception {
        for (long first : segments()) {
            Path path = layout.segment(first);
            byte[] before = Files.readAllBytes(path);
            Files.write(path, new byte[0]);
            assertDamaged(path, 0);
            Files.write(path, before);
        }
        assertEquals(RECORDS, opensWith().records().size());
    }

    @Test
    void aSegmentOfZerosIsDamage() throws Exception {
        for (long first : segments()) {
            Path path = layout.segment(first);
            byte[] before = Files.readAllBytes(path);
            Files.write(path, new byte[before.length]);
            assertDamaged(path, 0);
            Files.write(path, before);
        }
    }

    @Test
    void aDeletedSegmentIsDamage() throws Exception {
        for (long first : segments()) {
            Path path = layout.segment(first);
            byte[] before = Files.readAllBytes(path);
            Files.delete(path);
            assertThrows(JournalDamaged.class, this::opensWith);
            Files.write(path, before);
        }
        Path last = layout.segment(segments().getLast());
        Files.delete(last);
        assertDamaged(last, 0);
    }

    @Test
    void allSegmentsDeletedIsDamage() throws Exception {
        for (long first : segments()) {
            Files.delete(layout.segment(first));
        }
        assertDamaged(folder, 0);
    }

    @Test
    void aSegmentCutShortBeforeTheLastIsDamage() throws Exception {
        Path path = layout.segment(segments().get(1));
        byte[] before = Files.readAllBytes(path);
        for (int length = 1; length < BLOCK * 14 + RecordFormat.HEADER; length += 97) {
            Files.write(path, Arrays.copyOf(before, length));
            assertThrows(JournalDamaged.class, this::opensWith);
        }
    }

    @Test
    void aFlippedBitInAnyForcedRecordIsDamage() throws Exception {
        Path path = layout.segment(segments().get(1));
        byte[] before = Files.readAllBytes(path);
        for (int record = 0; record < 13; record++) {
            for (int at = 0; at < RecordFormat.HEADER - 4; at += 3) {
                byte[] flipped = before.clone();
                flipped[BLOCK * (record + 1) + at] ^= 0x10;
                Files.write(path, flipped);
                JournalDamaged damage = assertThrows(JournalDamaged.class, this::opensWith);
                assertEquals(path, damage.file());
                assertTrue(damage.offset() > BLOCK * record && damage.offset() <= BLOCK * (record + 1), damage.getMessage());
            }
        }
    }

    @Test
    void aFlippedBitInTheLastSegmentIsDamageUnlessInTheLastGroup() throws Exception {
        Path path = layout.segment(segments().getLast());
        byte[] before = Files.readAllBytes(path);
        int inLast = (int) (RECORDS - segments().getLast() + 1);
        assertTrue(inLast > 2, "too few records in the last segment: " + inLast);
        for (int record = 0; record < inLast - 1; record++) {
            byte[] flipped = before.clone();
            flipped[BLOCK * (record + 1) + RecordFormat.HEADER] ^= 1;
            Files.write(path, flipped);
            assertThrows(JournalDamaged.class, this::opensWith);
        }
    }

    @Test
    void aTornEndIsNotDamageAndNeverComesBack() throws Exception {
        Path path = layout.segment(segments().getLast());
        int inLast = (int) (RECORDS - segments().getLast() + 1);
        byte[] torn = Files.readAllBytes(path);
        torn[BLOCK * inLast + RecordFormat.HEADER] ^= 1;
        Files.write(path, torn);
        Opened opened = Journal.open(new DiskFiles(), folder, SMALL);
        assertEquals(RECORDS - 1, opened.records().size());
        assertEquals(1, opened.remarks().size());
        opened.journal().close();
        byte[] mended = Files.readAllBytes(path);
        assertArrayIsZero(mended, BLOCK * inLast);
        assertEquals(List.of(), opensWith().remarks());
    }

    @Test
    void aLostIdentityIsDamage() throws Exception {
        byte[] before = Files.readAllBytes(layout.identity());
        Files.delete(layout.identity());
        assertDamaged(layout.identity(), 0);
        Files.write(layout.identity(), new byte[0]);
        assertDamaged(layout.identity(), 0);
        byte[] flipped = before.clone();
        flipped[13] ^= 1;
        Files.write(layout.identity(), flipped);
        assertDamaged(layout.identity(), 0);
        Files.write(layout.identity(), Arrays.copyOf(before, 20));
        assertDamaged(layout.identity(), 0);
    }

    @Test
    void aMissingJournalIsDamageWhereOneIsKnown() throws Exception {
        JournalOptions known = JournalOptions.defaults(Presence.MUST_EXIST);
        Path absent = root.resolve("absent");
        assertEquals(absent, assertThrows(JournalDamaged.class, () -> Journal.open(new DiskFiles(), absent, known)).file());
        assertTrue(Files.notExists(absent));
        Files.createDirectory(absent);
        assertThrows(JournalDamaged.class, () -> Journal.open(new DiskFiles(), absent, known));
    }

    @Test
    void aSegmentOfAnotherJournalIsDamage() throws Exception {
        Path other = root.resolve("other");
        try (Journal journal = Journal.open(new DiskFiles(), other, SMALL).journal()) {
            journal.append(new byte[1]).join();
        }
        Files.copy(new Layout(other).segment(1), layout.segment(1), StandardCopyOption.REPLACE_EXISTING);
        assertDamaged(layout.segment(1), 0);
    }

    @Test
    void aTornCheckpointIsPassedOverForTheOlderOne() throws Exception {
        keepCheckpoints(60, 90);
        Path path = layout.checkpoint(90);
        byte[] before = Files.readAllBytes(path);
        byte[] flipped = before.clone();
        flipped[50] ^= 1;
        for (byte[] content : List.of(flipped, new byte[0], Arrays.copyOf(before, 30),
                Arrays.copyOf(before, before.length - 1))) {
            Files.write(path, content);
            Opened opened = opensWith();
            assertEquals(60, opened.checkpoint().orElseThrow().index());
            assertEquals(RECORDS - 60, opened.records().size());
            assertTrue(opened.remarks().getFirst().contains(path.toString()));
        }
    }

    @Test
    void bothCheckpointsLostIsDamageOnceRecordsAreGone() throws Exception {
        keepCheckpoints(60, 90);
        Files.write(layout.checkpoint(60), new byte[3]);
        Files.write(layout.checkpoint(90), new byte[3]);
        assertDamaged(layout.checkpoint(60), 0);
        Files.delete(layout.checkpoint(60));
        Files.delete(layout.checkpoint(90));
        assertDamaged(layout.segment(segments().getFirst()), 0);
    }

    @Test
    void aJournalThatEndsBeforeItsCheckpointIsDamage() throws Exception {
        keepCheckpoints(60, RECORDS);
        Path path = layout.segment(segments().getLast());
        int inLast = (int) (RECORDS - segments().getLast() + 1);
        Files.write(path, Arrays.copyOf(Files.readAllBytes(path), BLOCK * inLast));
        assertDamaged(path, 0);
    }

    private void keepCheckpoints(long... indices) throws Exception {
        try (Journal journal = Journal.open(new DiskFiles(), folder, SMALL).journal()) {
            for (long index : indices) {
                assertInstanceOf(CheckpointOutcome.Kept.class, journal.checkpoint(index, new byte[100]).join());
            }
        }
        assertTrue(segments().getFirst() > 1);
    }

    private List<Long> segments() throws IOException {
        return Layout.segments(new DiskFiles().list(folder));
    }

    private Opened opensWith() throws Exception {
        Opened opened = Journal.open(new DiskFiles(), folder, SMALL);
        opened.journal().close();
        return opened;
    }

    private void assertDamaged(Path file, long leastOffset) {
        JournalDamaged damage = assertThrows(JournalDamaged.class, this::opensWith);
        assertEquals(file, damage.file(), damage.getMessage());
        assertTrue(damage.offset() >= leastOffset, damage.getMessage());
        assertTrue(damage.getMessage().contains(file.toString()));
    }

    private static void assertArrayIsZero(byte[] bytes, int from) {
        for (int at = from; at < bytes.length; at++) {
            assertEquals(0, bytes[at]);
        }
    }
}
