package dev.vigil.server.wiring;

import java.util.List;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.admin.EventSentences;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.store.LcdStore;
import dev.vigil.lcd.store.StoreOutcome;
import dev.vigil.platform.Clock;
import dev.vigil.recovery.Note;

/** Makes a decision's note into one line of the log and one event of the history. Used by the controller's thread alone. */
final class HistoryWriter {
    private static final Logger LOG = LoggerFactory.getLogger("vigil.decision");

    private final NodeId self;
    private final Incarnation incarnation;
    private final Clock clock;
    private final LcdStore store;
    private final Consumer<HistoryEntry> listener;
    private long sequence;

    /** {@code listener} hears of each event when the history has it, or cannot have it; on the journal's thread: it must not block. */
    HistoryWriter(NodeId self, Incarnation incarnation, Clock clock, LcdStore store, Consumer<HistoryEntry> listener) {
        this.self = self;
        this.incarnation = incarnation;
        this.clock = clock;
        this.store = store;
        this.listener = listener;
    }

    /** Nothing waits for the event to be durable: it tells of a decision, it is none. */
    void write(Note note) {
        sequence++;
        HistoryEntry entry = new HistoryEntry(self, incarnation, sequence, clock.wallTime(), clock.now(), note.facts());
        LOG.info("{} | {}", EventSentences.of(note.facts()), note.facts());
        store.store(List.of(new Entry.Noted(entry)), outcome -> {
            if (!(outcome instanceof StoreOutcome.Stored)) {
                LOG.warn("event-not-kept sequence={} reason=\"{}\"", entry.sequence(), outcome);
            }
            listener.accept(entry);
        });
    }
}
