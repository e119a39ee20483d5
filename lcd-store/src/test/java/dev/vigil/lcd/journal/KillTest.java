package dev.vigil.lcd.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
            acknowledged = Math.max(before, appendAndKill(round, random.nextInt(600)));
            Opened opened = Journal.open(new DiskFiles(), folder, KillChild.OPTIONS);
            before = opened.journal().lastIndex();
            assertTrue(before >= acknowledged, "round " + round + ": acknowledged " + acknowledged + ", found " + before);
            compare(opened, before);
            opened.journal().close();
        }
        System.out.println(ROUNDS + " kills, " + before + " records");
        assertTrue(before > ROUNDS, "hardly anything was stored: " + before);
    }

    /** Returns the last index the process said was stored. */
    private long appendAndKill(int round, int millis) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process child = new ProcessBuilder(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-cp",
                System.getProperty("java.class.path"), KillChild.class.getName(), folder + File.separator, String.valueOf(round))
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        long last = 0;
        try (BufferedReader lines = child.inputReader()) {
            String opened = lines.readLine();
            assertTrue(opened != null && opened.startsWith("open "), "the process did not open the journal: " + opened);
            Thread killer = Thread.ofPlatform().start(() -> {
                try {
                    TimeUnit.MILLISECONDS.sleep(millis);
                } catch (InterruptedException interrupt) {
                    throw new AssertionError(interrupt);
                } finally {
                    child.toHandle().destroyForcibly(); // the process would also close the stream we read
                }
            });
            for (String line = lines.readLine(); line != null && line.matches("stored \\d+"); line = lines.readLine()) {
                // A line cut short by the kill is a smaller number.
                last = Math.max(last, Long.parseLong(line.substring(7)));
            }
            killer.join();
        }
        assertTrue(child.waitFor(30, TimeUnit.SECONDS));
        return last;
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
