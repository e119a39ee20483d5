package dev.vigil.server.voting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.Certificate;
import dev.vigil.recovery.quorum.Debt;
import dev.vigil.recovery.quorum.Holder;
import dev.vigil.recovery.quorum.Tenure;
import dev.vigil.recovery.quorum.Terms;
import dev.vigil.recovery.quorum.Vote;
import dev.vigil.recovery.quorum.VoteRecord;
import dev.vigil.recovery.quorum.VoterSet;

class VoteFileTest {
    private static final int SLOT_BYTES = 1024 * 1024;
    private static final Holder ALPHA = new Holder(new NodeId("alpha"), new Incarnation(3, 0xabc));

    @TempDir
    private Path folder = Path.of("");

    private static VoteRecord record(long number) {
        Terms terms = new Terms(Duration.ofMillis(300), 10, Duration.ofMillis(10), Duration.ofMillis(80), Duration.ofMillis(15));
        SortedMap<UnitId, Vote> votes = new TreeMap<>();
        votes.put(new UnitId("web"), new Vote(new Epoch(number), ALPHA, new Tenure.Lease(terms.lease()), Vote.Standing.GRANTED));
        SortedMap<NodeId, Long> shown = new TreeMap<>();
        shown.put(new NodeId("bravo"), 8L);
        return new VoteRecord(new VoterSet(4, List.of(new NodeId("alpha"), new NodeId("bravo"), new NodeId("whisky")), terms),
                number,
                votes, List.of(new Certificate(ALPHA, "power switch 3", 1)), Duration.ofSeconds(1), shown,
                List.of(new Debt(3, List.of(new NodeId("alpha")))));
    }

    private Path file() {
        return folder.resolve("votes");
    }

    private void write(String boot, VoteRecord... records) throws IOException {
        try (VoteFile file = VoteFile.open(file(), boot)) {
            for (VoteRecord each : records) {
                file.write(each);
            }
        }
    }

    private Optional<VoteFile.Kept> kept(String boot) throws IOException {
        try (VoteFile file = VoteFile.open(file(), boot)) {
            return file.kept();
        }
    }

    @Test
    void theLastRecordIsFoundAgain() throws IOException {
        assertEquals(Optional.empty(), kept("one"));
        write("one", record(1), record(2), record(3));
        assertEquals(Optional.of(record(3)), kept("one").map(VoteFile.Kept::record));
        write("one", record(4));
        assertEquals(Optional.of(record(4)), kept("one").map(VoteFile.Kept::record));
    }

    @Test
    void whatWasWrittenBeforeThePowerCameIsKnownAsThat() throws IOException {
        write("one", record(1));
        assertTrue(kept("one").orElseThrow().isOfThisBoot());
        assertFalse(kept("two").orElseThrow().isOfThisBoot());
    }

    /** The second record stands in the first slot, the third in the second: one torn byte of the third leaves the second. */
    @Test
    void aTornWriteLeavesTheRecordBefore() throws IOException {
        write("one", record(1), record(2), record(3));
        try (RandomAccessFile torn = new RandomAccessFile(file().toFile(), "rw")) {
            torn.seek(SLOT_BYTES + 60);
            int was = torn.read();
            torn.seek(SLOT_BYTES + 60);
            torn.write(was ^ 1);
        }
        assertEquals(Optional.of(record(2)), kept("one").map(VoteFile.Kept::record));
        write("one", record(4));
        assertEquals(Optional.of(record(4)), kept("one").map(VoteFile.Kept::record));
    }

    @Test
    void anEmptiedFileHoldsNothingAndIsNotTakenForAFreshOne() throws IOException {
        write("one", record(1));
        try (RandomAccessFile emptied = new RandomAccessFile(file().toFile(), "rw")) {
            emptied.setLength(0);
        }
        assertEquals(Optional.empty(), kept("one"));
    }

    @Test
    void moreVotesThanThereIsRoomForAreRefusedByName() throws IOException {
        SortedMap<UnitId, Vote> many = new TreeMap<>();
        Vote vote = new Vote(new Epoch(1), ALPHA, Tenure.UNTIL_FENCED, Vote.Standing.GRANTED);
        for (int i = 0; i < 20_000; i++) {
            many.put(new UnitId("unit-" + i), vote);
        }
        VoteRecord one = record(1);
        VoteRecord large = new VoteRecord(one.voters(), 2, many, List.of(), one.longest(), one.shown(), List.of());
        IOException refused = assertThrows(IOException.class, () -> write("one", one, large));
        assertTrue(String.valueOf(refused.getMessage()).contains("votes has no room for votes on 20000 units"),
                refused::getMessage);
        assertEquals(Optional.of(one), kept("one").map(VoteFile.Kept::record));
    }
}
