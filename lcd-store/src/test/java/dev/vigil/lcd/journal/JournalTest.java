package dev.vigil.lcd.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.lcd.journal.JournalOptions.Presence;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal with its threads, on the real disk. */
class JournalTest {
    private static final JournalOptions SMALL = new JournalOptions(Presence.MAY_BE_NEW, 16 * 1024, 4096, 512, 64 * 1024,
            128 * 1024);
    @TempDir
    Path folder;

    @Test
    void whatWasStoredIsThereAfterReopening() throws Exception {
        try (Journal journal = open().journal()) {
            for (int i = 1; i <= 300; i++) {
                assertEquals(new AppendOutcome.Stored(i), journal.append(payload(i)).join());
            }
            assertEquals(300, journal.lastIndex());
            assertEquals(300, journal.figures().records());
        }
        Opened opened = open();
        assertRecords(opened.records(), 1, 300);
        assertEquals(List.of(), opened.remarks());
        assertEquals(new AppendOutcome.Stored(301), opened.journal().append(payload(301)).join());
        opened.journal().close();
    }

    @Test
    void recordsOfManyThreadsShareForces() throws Exception {
        try (Journal journal = open().journal()) {
            List<CompletableFuture<AppendOutcome>> answers = new ArrayList<>();
            for (int i = 1; i <= 200; i++) {
                answers.add(journal.append(payload(i)));
            }
            for (int i = 0; i < answers.size(); i++) {
                assertEquals(new AppendOutcome.Stored(i + 1), answers.get(i).join());
            }
            assertTrue(journal.figures().groups() < 200, "groups " + journal.figures().groups());
            assertEquals(journal.figures().groups(), journal.figures().forces().stream().mapToLong(Long::longValue).sum());
            assertTrue(journal.figures().totalForce().compareTo(journal.figures().longestForce()) >= 0);
        }
        Opened opened = open();
        assertRecords(opened.records(), 1, 200);
        opened.journal().close();
    }

    @Test
    void closingStoresWhatWasAppended() throws Exception {
        List<CompletableFuture<AppendOutcome>> answers = new ArrayList<>();
        Journal journal = open().journal();
        for (int i = 1; i <= 100; i++) {
            answers.add(journal.append(payload(i)));
        }
        journal.close();
        assertTrue(answers.stream()
                .allMatch(answer -> answer.getNow(new AppendOutcome.Refused("not done")) instanceof AppendOutcome.Stored));
        assertInstanceOf(AppendOutcome.Refused.class, journal.append(payload(1)).join());
        assertInstanceOf(CheckpointOutcome.Refused.class, journal.checkpoint(1, payload(1)).join());
    }

    @Test
    void aCheckpointReplacesTheRecordsBelowIt() throws Exception {
        try (Journal journal = open().journal()) {
            append(journal, 1, 400);
            assertEquals(new CheckpointOutcome.Kept(100, 0), journal.checkpoint(100, payload(100)).join());
            CheckpointOutcome.Kept second = assertInstanceOf(CheckpointOutcome.Kept.class,
                    journal.checkpoint(350, payload(350)).join());
            assertTrue(second.segmentsDeleted() > 0);
            assertInstanceOf(CheckpointOutcome.Refused.class, journal.checkpoint(350, payload(350)).join());
            assertInstanceOf(CheckpointOutcome.Refused.class, journal.checkpoint(401, payload(401)).join());
        }
        Opened opened = open();
        assertEquals(350, opened.checkpoint().orElseThrow().index());
        assertArrayEquals(payload(350), opened.checkpoint().orElseThrow().snapshot());
        assertRecords(opened.records(), 351, 400);
        opened.journal().close();
    }

    @Test
    void onlyTheNewestTwoCheckpointsAreKept() throws Exception {
        try (Journal journal = open().journal()) {
            for (int i = 1; i <= 5; i++) {
                append(journal, i, i);
                assertInstanceOf(CheckpointOutcome.Kept.class, journal.checkpoint(i, payload(i)).join());
            }
        }
        assertEquals(List.of(4L, 5L), Layout.checkpoints(new DiskFiles().list(folder)));
    }

    @Test
    void aRecordLongerThanASegmentHasOneOfItsOwn() throws Exception {
        byte[] big = new byte[60_000];
        big[59_999] = 7;
        try (Journal journal = open().journal()) {
            append(journal, 1, 3);
            assertEquals(new AppendOutcome.Stored(4), journal.append(big).join());
            append(journal, 5, 6);
            assertInstanceOf(AppendOutcome.Refused.class, journal.append(new byte[64 * 1024 + 1]).join());
        }
        Opened opened = open();
        assertEquals(6, opened.records().size());
        assertArrayEquals(big, opened.records().get(3).payload());
        opened.journal().close();
    }

    @Test
    void anEmptyRecordIsARecord() throws Exception {
        try (Journal journal = open().journal()) {
            assertEquals(new AppendOutcome.Stored(1), journal.append(new byte[0]).join());
        }
        Opened opened = open();
        assertEquals(0, opened.records().getFirst().payload().length);
        opened.journal().close();
    }

    @Test
    void aNewJournalIsEmpty() throws Exception {
        Opened opened = open();
        assertEquals(Optional.empty(), opened.checkpoint());
        assertEquals(List.of(), opened.records());
        assertEquals(0, opened.journal().lastIndex());
        opened.journal().close();
    }

    private Opened open() throws Exception {
        return Journal.open(new DiskFiles(), folder, SMALL);
    }

    private static void append(Journal journal, int from, int to) {
        LongStream.rangeClosed(from, to)
                .forEach(i -> assertEquals(new AppendOutcome.Stored(i), journal.append(payload((int) i)).join()));
    }

    private static byte[] payload(int number) {
        return ("record " + number + " " + "x".repeat(number % 90)).getBytes(StandardCharsets.UTF_8);
    }

    private static void assertRecords(List<JournalRecord> records, int from, int to) {
        assertEquals(to - from + 1, records.size());
        for (int i = from; i <= to; i++) {
            assertEquals(i, records.get(i - from).index());
            assertArrayEquals(payload(i), records.get(i - from).payload());
        }
    }
}
