package dev.vigil.lcd.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.lcd.journal.JournalOptions.Presence;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Power cuts under the whole journal, with writers and checkpoints on threads of their own. */
@Timeout(120)
class PowerCutThreadsTest {
    private static final int LIVES = Math.max(1, Integer.getInteger("vigil.powercuts", 300) / 10);
    private static final Path FOLDER = Path.of("disk", "journal");
    private static final JournalOptions OPTIONS = new JournalOptions(Presence.MAY_BE_NEW, 8192, 4096, 512, 4096, 64 * 1024);

    @Test
    void noPowerCutLosesWhatAnyThreadWasTold() throws Exception {
        for (int seed = 1; seed <= LIVES; seed++) {
            PowerLossFiles files = new PowerLossFiles(seed);
            Map<Long, byte[]> acknowledged = new ConcurrentHashMap<>();
            for (int cut = 0; cut < 3; cut++) {
                workUntilTheCut(files, acknowledged, new Random(seed * 0x9E3779B97F4A7C15L + cut).nextInt(150));
                files.cutAndRestart();
                compare(files, acknowledged);
            }
        }
    }

    private static void workUntilTheCut(PowerLossFiles files, Map<Long, byte[]> acknowledged, int operations) throws Exception {
        Journal journal = Journal.open(files, FOLDER, OPTIONS).journal();
        files.cutAfter(operations);
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            writers.add(Thread.ofPlatform().start(() -> {
                byte[] payload = payload();
                while (journal.append(payload).join() instanceof AppendOutcome.Stored stored) {
                    acknowledged.put(stored.index(), payload);
                    if (stored.index() % 10 == 0) {
                        journal.checkpoint(stored.index(), ByteBuffer.allocate(8).putLong(stored.index()).array());
                    }
                    payload = payload();
                }
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        journal.close();
    }

    private static void compare(PowerLossFiles files, Map<Long, byte[]> acknowledged) throws Exception {
        Opened opened = Journal.open(files, FOLDER, OPTIONS);
        long covered = opened.checkpoint().map(Checkpoint::index).orElse(0L);
        opened.checkpoint().ifPresent(checkpoint -> assertEquals(covered, ByteBuffer.wrap(checkpoint.snapshot()).getLong()));
        long last = acknowledged.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
        assertTrue(opened.journal().lastIndex() >= last, "acknowledged " + last + ", found " + opened.journal().lastIndex());
        assertEquals(opened.journal().lastIndex() - covered, opened.records().size());
        for (JournalRecord stored : opened.records()) {
            byte[] payload = acknowledged.putIfAbsent(stored.index(), stored.payload());
            if (payload != null) {
                assertArrayEquals(payload, stored.payload());
            }
        }
        opened.journal().close();
    }

    private static byte[] payload() {
        byte[] payload = new byte[ThreadLocalRandom.current().nextInt(600)];
        ThreadLocalRandom.current().nextBytes(payload);
        return payload;
    }
}
