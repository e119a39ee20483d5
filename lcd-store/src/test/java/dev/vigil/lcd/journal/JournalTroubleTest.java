package dev.vigil.lcd.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.lcd.journal.JournalOptions.Presence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Full disks, failed forces, and other trouble of a journal that stays up. */
@Timeout(60)
class JournalTroubleTest {
    private static final Path FOLDER = Path.of("disk", "journal");
    private static final JournalOptions SMALL = new JournalOptions(Presence.MAY_BE_NEW, 8 * 1024, 4096, 512, 4096, 16 * 1024);
    private final PowerLossFiles files = new PowerLossFiles(5);

    @Test
    void aFullDiskRefusesCleanlyAndWithRoomItGoesOn() throws Exception {
        Journal journal = open().journal();
        files.setCapacity(files.usedBytes());
        int stored = fill(journal, 0);
        assertTrue(stored > 0, "what is preallocated is used though the disk is full");
        AppendOutcome.NoRoom noRoom = assertInstanceOf(AppendOutcome.NoRoom.class, journal.append(new byte[300]).join());
        assertEquals(FOLDER, noRoom.file().getParent());
        assertTrue(noRoom.neededBytes() > 0);
        assertTrue(journal.failure().isEmpty());

        files.setCapacity(Long.MAX_VALUE);
        assertEquals(new AppendOutcome.Stored(stored + 1), journal.append(new byte[300]).join());
        files.cutAndRestart();
        assertEquals(stored + 1, open().records().size());
    }

    @Test
    void aFullDiskThatCannotEvenOverwriteRefusesCleanly() throws Exception {
        Journal journal = open().journal();
        assertEquals(new AppendOutcome.Stored(1), journal.append(new byte[300]).join());
        files.letOverwritingNeedRoom();
        files.setCapacity(files.usedBytes());
        assertInstanceOf(AppendOutcome.NoRoom.class, journal.append(new byte[300]).join());
        files.setCapacity(Long.MAX_VALUE);
        assertEquals(new AppendOutcome.Stored(2), journal.append(new byte[300]).join());
        files.cutAndRestart();
        assertEquals(2, open().records().size());
    }

    /** The first records of the group were whole on the disk when the room ran out. */
    @Test
    void whatWasRefusedForWantOfRoomNeverComesBack() throws Exception {
        JournalLog log = new JournalLog(files, FOLDER, SMALL, Recovery.run(files, FOLDER, SMALL));
        assertEquals(new AppendOutcome.Stored(1), log.append(List.of(new byte[300])));
        files.letOverwritingNeedRoom();
        files.setCapacity(files.usedBytes());
        assertInstanceOf(AppendOutcome.NoRoom.class, log.append(List.of(new byte[300], new byte[300], new byte[300], new byte[300])));
        files.setCapacity(Long.MAX_VALUE);
        assertEquals(1, Recovery.run(files, FOLDER, SMALL).records().size());
    }

    @Test
    void aFullDiskRefusesACheckpointAndTheJournalGoesOn() throws Exception {
        Journal journal = open().journal();
        journal.append(new byte[300]).join();
        files.setCapacity(files.usedBytes() + 100);
        assertInstanceOf(CheckpointOutcome.NoRoom.class, journal.checkpoint(1, new byte[1000]).join());
        assertEquals(new AppendOutcome.Stored(2), journal.append(new byte[300]).join());
        files.setCapacity(Long.MAX_VALUE);
        assertEquals(new CheckpointOutcome.Kept(1, 0), journal.checkpoint(1, new byte[1000]).join());
    }

    @Test
    void whatWaitsBehindARefusedGroupIsRefusedToo() throws Exception {
        Journal journal = open().journal();
        files.setCapacity(files.usedBytes());
        int stored = fill(journal, 0);
        CompletableFuture<AppendOutcome> big = journal.append(new byte[4000]);
        CompletableFuture<AppendOutcome> small = journal.append(new byte[1]);
        assertInstanceOf(AppendOutcome.NoRoom.class, big.join());
        assertInstanceOf(AppendOutcome.NoRoom.class, small.join());
        assertEquals(stored, journal.lastIndex());
    }

    @Test
    void aFailedForceIsNeverTriedAgain() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            PowerLossFiles disk = new PowerLossFiles(seed);
            Journal journal = Journal.open(disk, FOLDER, SMALL).journal();
            assertEquals(new AppendOutcome.Stored(1), journal.append(new byte[]{1}).join());
            disk.failNextForce();
            AppendOutcome.Unknown unknown = assertInstanceOf(AppendOutcome.Unknown.class, journal.append(new byte[2000]).join());
            assertTrue(unknown.trouble().contains("simulated force error"), unknown.trouble());
            assertTrue(journal.failure().orElseThrow().contains(unknown.file().toString()));
            assertInstanceOf(AppendOutcome.Refused.class, journal.append(new byte[]{3}).join());
            assertEquals(1, journal.lastIndex());
            journal.close();

            Opened again = Journal.open(disk, FOLDER, SMALL);
            int found = again.records().size();
            assertTrue(found == 1 || found == 2, "found " + found);
            assertEquals(new AppendOutcome.Stored(found + 1), again.journal().append(new byte[]{4}).join());
            disk.cutAndRestart();
            assertEquals(found + 1, Journal.open(disk, FOLDER, SMALL).records().size());
        }
    }

    @Test
    void aFailedWriteLeavesTheOutcomeUnknown() throws Exception {
        Journal journal = open().journal();
        files.failNextWrite();
        assertInstanceOf(AppendOutcome.Unknown.class, journal.append(new byte[1000]).join());
        assertInstanceOf(AppendOutcome.Refused.class, journal.append(new byte[1]).join());
        journal.close();
    }

    @Test
    void aFailedCheckpointForceLosesNothing() throws Exception {
        Journal journal = open().journal();
        journal.append(new byte[300]).join();
        files.failNextForce();
        assertInstanceOf(CheckpointOutcome.Failed.class, journal.checkpoint(1, new byte[1000]).join());
        assertEquals(new AppendOutcome.Stored(2), journal.append(new byte[300]).join());
        assertEquals(new CheckpointOutcome.Kept(2, 0), journal.checkpoint(2, new byte[1000]).join());
        files.cutAndRestart();
        assertEquals(2, open().checkpoint().orElseThrow().index());
    }

    @Test
    void whileTheDiskHangsAppendingDoesNotWaitAndHasALimit() throws Exception {
        Journal journal = open().journal();
        List<CompletableFuture<AppendOutcome>> answers = new ArrayList<>();
        synchronized (files) { // the disk hangs
            while (answers.isEmpty() || !answers.getLast().isDone()) {
                answers.add(journal.append(new byte[1000]));
                assertTrue(answers.size() < 40, "no limit");
            }
        }
        assertInstanceOf(AppendOutcome.Refused.class, answers.getLast().join());
        for (CompletableFuture<AppendOutcome> answer : answers.subList(0, answers.size() - 1)) {
            assertInstanceOf(AppendOutcome.Stored.class, answer.join());
        }
        journal.close();
    }

    /** Appends until there is no room; returns the number that are stored then. */
    private static int fill(Journal journal, int before) {
        int stored = before;
        while (journal.append(new byte[300]).join() instanceof AppendOutcome.Stored) {
            stored++;
            assertTrue(stored < 100, "never full");
        }
        return stored;
    }

    private Opened open() throws Exception {
        return Journal.open(files, FOLDER, SMALL);
    }
}
