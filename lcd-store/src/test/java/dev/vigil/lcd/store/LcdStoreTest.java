package dev.vigil.lcd.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.vigil.lcd.journal.DiskFiles;
import dev.vigil.lcd.journal.JournalDamaged;
import dev.vigil.lcd.journal.JournalOptions.Presence;
import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.ClusterRow;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.FlagName;
import dev.vigil.lcd.model.FlagRow;
import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Status;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.Timing;

class LcdStoreTest {
    private static final NodeId ALPHA = new NodeId("alpha");
    private static final Incarnation LIFE = new Incarnation(1, 7);

    @TempDir
    private Path folder;
    private int flags;

    @BeforeEach
    void found() throws Exception {
        try (LcdStore store = open()) {
            store(store, new Entry.ConfigReplaced(Config.of(new Revision(1), List.of(new ClusterRow("shop", Timing.FAST)))),
                    new Entry.StatusReplaced(ALPHA, Status.of(LIFE, new Revision(1), List.of())));
            for (int i = 0; i < 20; i++) {
                setFlag(store);
            }
            store(store, new Entry.Noted(
                    new HistoryEntry(ALPHA, LIFE, 1, Instant.parse("2026-11-22T10:00:00Z"), Ticks.ZERO,
                            Line.of("node-started"))));
        }
    }

    @Test
    void everythingIsThereAfterAReopenAndInH2() throws Exception {
        LcdState before;
        try (LcdStore store = open()) {
            before = store.state();
            assertEquals("shop", before.config().cluster().orElseThrow().name());
            assertEquals(20, before.status(ALPHA).flags().size());
            assertEquals(1, store.history().size());
            assertEquals(1, store.historyFromH2(10).get(20, TimeUnit.SECONDS).orElseThrow().size());
        }
        assertEquals(20, countFlagsInH2());
        try (LcdStore store = open()) {
            assertEquals(before, store.state());
        }
    }

    @Test
    void h2IsBuiltAgainWhateverItIsFoundIn() throws Exception {
        Path file = folder.resolve("h2/lcd.mv.db");
        byte[] whole = Files.readAllBytes(file);
        List<byte[]> states = new ArrayList<>();
        states.add(new byte[0]);
        states.add("this is not a database".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        states.add(java.util.Arrays.copyOf(whole, whole.length / 2));
        byte[] torn = whole.clone();
        java.util.Arrays.fill(torn, torn.length / 3, torn.length / 3 + 4096, (byte) 0x5a);
        states.add(torn);
        for (byte[] state : states) {
            Files.write(file, state);
            reopenAndCompare();
        }
        Files.delete(file);
        reopenAndCompare();
    }

    @Test
    void rowsOfH2ThatSomebodyChangedMeanwhileAreNotTrusted() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("h2/lcd").toAbsolutePath(), "vigil",
                "");
                var statement = connection.createStatement()) {
            assertEquals(20, statement.executeUpdate("delete from flag"));
        }
        reopenAndCompare();
        assertEquals(20, countFlagsInH2());
    }

    @Test
    void h2ThatWasClosedInOrderIsKept() throws Exception {
        try (LcdStore store = open()) {
            assertEquals(1, historyFromH2(store));
            assertEquals(0, store.mirrorFigures().rebuilds());
        }
    }

    @Test
    void anOlderH2CatchesUp() throws Exception {
        byte[] old = Files.readAllBytes(folder.resolve("h2/lcd.mv.db"));
        try (LcdStore store = open()) {
            for (int i = 0; i < 5; i++) {
                setFlag(store);
            }
        }
        Files.write(folder.resolve("h2/lcd.mv.db"), old);
        reopenAndCompare();
        assertEquals(25, countFlagsInH2());
    }

    @Test
    void aMissingJournalIsNeverTakenForANewOne() throws Exception {
        try (var files = Files.walk(folder.resolve("journal"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        assertThrows(JournalDamaged.class, () -> LcdStore.open(new DiskFiles(), folder, Presence.MUST_EXIST));
    }

    @Test
    void aDamagedJournalIsNamed() throws Exception {
        Path segment;
        try (var files = Files.walk(folder.resolve("journal"))) {
            segment = files.filter(Files::isRegularFile).max(java.util.Comparator.comparing(file -> file.toFile().length()))
                    .orElseThrow();
        }
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(4096 + 30);
            file.write(new byte[64]);
        }
        JournalDamaged damage = assertThrows(JournalDamaged.class, this::open);
        assertTrue(damage.getMessage().contains(segment.getFileName().toString()), damage.getMessage());
    }

    @Test
    void checkpointsCarryStateAndHistoryOn() throws Exception {
        LcdState before;
        try (LcdStore store = open()) {
            for (int i = 0; i < 4_500; i++) {
                setFlag(store);
            }
            before = store.state();
        }
        try (LcdStore store = open()) {
            assertEquals(before, store.state());
            assertEquals(1, store.history().size());
        }
    }

    private void reopenAndCompare() throws Exception {
        LcdState state;
        try (LcdStore store = open()) {
            state = store.state();
            assertEquals(1, historyFromH2(store));
        }
        assertEquals(state.status(ALPHA).flags().size(), countFlagsInH2());
    }

    /** The answer is empty while H2 is being built again; it is asked until it is not, at most twenty seconds. */
    private static int historyFromH2(LcdStore store) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < deadline) {
            var answer = store.historyFromH2(10).get(20, TimeUnit.SECONDS);
            if (answer.isPresent()) {
                return answer.get().size();
            }
        }
        throw new AssertionError("H2 was not built again within twenty seconds");
    }

    private void setFlag(LcdStore store) throws Exception {
        flags = store.state().status(ALPHA).flags().size();
        store(store, new Entry.StatusChanged(ALPHA, LIFE, store.state().status(ALPHA).revision().next(),
                List.of(new Change.Put(new FlagRow(ALPHA, new FlagName("flag-" + flags % 50))))));
        flags++;
    }

    private static void store(LcdStore store, Entry... entries) throws Exception {
        CompletableFuture<StoreOutcome> answer = new CompletableFuture<>();
        store.store(List.of(entries), answer::complete);
        assertInstanceOf(StoreOutcome.Stored.class, answer.get(20, TimeUnit.SECONDS));
    }

    private LcdStore open() throws IOException, JournalDamaged {
        return LcdStore.open(new DiskFiles(), folder, Presence.MAY_BE_NEW);
    }

    private int countFlagsInH2() throws SQLException {
        try (var connection = DriverManager.getConnection(
                "jdbc:h2:file:" + folder.resolve("h2/lcd").toAbsolutePath() + ";IFEXISTS=TRUE",
                "vigil", "");
                var result = connection.createStatement().executeQuery("select count(*) from flag")) {
            result.next();
            return result.getInt(1);
        }
    }
}
