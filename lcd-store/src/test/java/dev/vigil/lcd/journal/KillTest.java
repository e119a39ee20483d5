package dev.vigil.lcd.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, killed at random moments, all on the same journal. {@code -Dvigil.kills=N} sets the number of rounds. */
class KillTest {
    private static final int ROUNDS = Integer.getInteger("vigil.kills", 5);
    @TempDir
    Path folder;

    @Test
    void noKillLosesWhatWasAcknowledged() throws Exception {
        Random random = new Random();
        long acknowledged = 0;
        long before = 0;
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged = Math.max(before, KilledWriter.run(KillChild.class, Duration.ofMillis(random.nextInt(600)),
                    List.of(folder + File.separator, String.valueOf(round))));
            Opened opened = Journal.open(new DiskFiles(), folder, KillChild.OPTIONS);
            before = opened.journal().lastIndex();
            assertTrue(before >= acknowledged, "round " + round + ": acknowledged " + acknowledged + ", found " + before);
            compare(opened, before);
            opened.journal().close();
        }
        System.out.println(ROUNDS + " kills, " + before + " records");
        assertTrue(before > ROUNDS, "hardly anything was stored: " + before);
    }

    private static void compare(Opened opened, long last) {
        long next = 1;
        if (opened.checkpoint().isPresent()) {
            Checkpoint checkpoint = opened.checkpoint().get();
            assertArrayEquals(KillChild.payload(-checkpoint.index()), checkpoint.snapshot());
            next = checkpoint.index() + 1;
        }
        for (JournalRecord stored : opened.records()) {
            assertEquals(next, stored.index());
            assertArrayEquals(KillChild.payload(next), stored.payload());
            next++;
        }
        assertEquals(last + 1, next);
    }
}
