package dev.vigil.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.vigil.comm.OutgoingMessage;
import dev.vigil.lcd.journal.DiskFiles;
import dev.vigil.lcd.journal.JournalOptions;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.store.LcdStore;

/** Two nodes with real databases, whose messages are carried by hand. */
@Timeout(60)
class HistoryExchangeTest {
    private static final NodeId ALPHA = new NodeId("alpha");
    private static final NodeId BRAVO = new NodeId("bravo");

    @TempDir
    private Path folder = Path.of("");
    private final ArrayDeque<List<Line>> toAlpha = new ArrayDeque<>();
    private final ArrayDeque<List<Line>> toBravo = new ArrayDeque<>();
    private LcdStore stored;
    private LcdStore kept;
    private HistoryExchange alpha;
    private HistoryExchange bravo;

    @BeforeEach
    void open() throws Exception {
        stored = LcdStore.open(new DiskFiles(), folder.resolve("alpha"), JournalOptions.Presence.MAY_BE_NEW);
        kept = LcdStore.open(new DiskFiles(), folder.resolve("bravo"), JournalOptions.Presence.MAY_BE_NEW);
        alpha = new HistoryExchange(ALPHA, stored, (to, message) -> toBravo.add(lines(message)));
        bravo = new HistoryExchange(BRAVO, kept, (to, message) -> toAlpha.add(lines(message)));
    }

    @AfterEach
    void close() throws Exception {
        stored.close();
        kept.close();
    }

    private static List<Line> lines(OutgoingMessage message) {
        return new String(message.payload(), StandardCharsets.UTF_8).lines().map(Line::parse).toList();
    }

    private HistoryEntry happens(long life, long sequence) throws Exception {
        HistoryEntry entry = new HistoryEntry(ALPHA, new Incarnation(life, 7), sequence, Instant.parse("2026-01-02T12:00:00.5Z"),
                Ticks.ofMillis(sequence), Line.parse("peer-dead peer=\"" + BRAVO + "\" detail=\"a \\\"b\\\" c\""));
        CountDownLatch done = new CountDownLatch(1);
        stored.store(List.of(new Entry.Noted(entry)), outcome -> done.countDown());
        done.await();
        alpha.happened(entry);
        return entry;
    }

    /** Until nobody has anything to say. */
    private void carry() throws Exception {
        while (!toBravo.isEmpty() || !toAlpha.isEmpty()) {
            if (!toBravo.isEmpty()) {
                assertTrue(bravo.heard(ALPHA, toBravo.remove()));
            }
            if (!toAlpha.isEmpty()) {
                assertTrue(alpha.heard(BRAVO, toAlpha.remove()));
            }
        }
        CountDownLatch done = new CountDownLatch(1);
        kept.store(List.of(), outcome -> done.countDown());
        done.await();
    }

    @Test
    void whatHappensIsToldTogetherAndKept() throws Exception {
        List<HistoryEntry> all = List.of(happens(1, 1), happens(1, 2), happens(2, 1));
        alpha.flush(List.of(BRAVO));
        assertEquals(1, toBravo.size());
        carry();
        assertEquals(all, kept.history());
        alpha.flush(List.of(BRAVO));
        assertEquals(0, toBravo.size(), "nothing is told twice");
    }

    @Test
    void aGapIsAskedFor() throws Exception {
        HistoryEntry first = happens(1, 1);
        alpha.flush(List.of());
        HistoryEntry second = happens(1, 2);
        alpha.flush(List.of(BRAVO));
        carry();
        assertEquals(List.of(first, second), kept.history());
        bravo.pull(ALPHA);
        carry();
        assertEquals(List.of(first, second), kept.history());
    }

    @Test
    void copiesOutliveTheirKeeper() throws Exception {
        happens(1, 1);
        alpha.flush(List.of(BRAVO));
        carry();
        HistoryExchange again = new HistoryExchange(BRAVO, kept, (to, message) -> toAlpha.add(lines(message)));
        HistoryEntry second = happens(1, 2);
        alpha.flush(List.of(BRAVO));
        assertTrue(again.heard(ALPHA, toBravo.remove()));
        carry();
        assertEquals(2, kept.history().size());
        assertEquals(second, kept.history().getLast());
    }

    @Test
    void whatIsNotOfTheHistoryIsLeftToOthers() {
        assertFalse(alpha.heard(BRAVO, List.of(Line.of("hello"))));
        assertThrows(IllegalArgumentException.class,
                () -> alpha.heard(BRAVO, List.of(Line.of("history-told"), Line.of("event").with("life", "x"))));
        assertThrows(IllegalArgumentException.class,
                () -> alpha.heard(BRAVO, List.of(Line.of("history-ask").with("number", 1).with("life", "1:0"))));
    }
}
