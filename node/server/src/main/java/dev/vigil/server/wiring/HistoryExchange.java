package dev.vigil.server.wiring;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.comm.OutgoingMessage;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.store.LcdStore;
import dev.vigil.lcd.store.StoreOutcome;

/**
 * Tells the peers what has happened here, some moments later and many events at once, and keeps what they tell: so the history of a
 * node is still there when the node is not. Whoever finds a gap asks for the rest. Any thread may call; nothing blocks.
 */
final class HistoryExchange {
    private static final int MOST_UNTOLD = 1_000;
    private static final int MOST_ANSWERED = 1_000;
    private static final String TOLD = "history-told";
    private static final String EVENT = "event";
    private static final Logger LOG = LoggerFactory.getLogger(HistoryExchange.class);

    private final NodeId self;
    private final LcdStore store;
    private final BiConsumer<NodeId, OutgoingMessage> tell;
    private final PeerQuestions questions;
    private final BlockingQueue<HistoryEntry> untold = new ArrayBlockingQueue<>(MOST_UNTOLD);
    private final Map<NodeId, Place> known = new ConcurrentHashMap<>();

    /** Where in the history of a node. */
    private record Place(Incarnation life, long sequence) implements Comparable<Place> {
        static final Place NONE = new Place(Incarnation.NONE, 0);
        private static final Comparator<Place> ORDER = Comparator.comparing(Place::life).thenComparingLong(Place::sequence);

        static Place of(HistoryEntry entry) {
            return new Place(entry.incarnation(), entry.sequence());
        }

        boolean isNext(Place next) {
            return next.life.equals(life) ? next.sequence == sequence + 1 : next.sequence == 1;
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    HistoryExchange(NodeId self, LcdStore store, BiConsumer<NodeId, OutgoingMessage> tell) {
        this.self = self;
        this.store = store;
        this.tell = tell;
        this.questions = new PeerQuestions(self, "history", this::since, tell);
        store.history().forEach(entry -> known.merge(entry.node(), Place.of(entry), (one, other) -> one.compareTo(other) < 0
                ? other
                : one));
    }

    /** An event of this node; what finds no room is asked for by who misses it. */
    void happened(HistoryEntry entry) {
        if (!untold.offer(entry)) {
            LOG.debug("event-not-told sequence={}", entry.sequence());
        }
    }

    /** Tells what was not told yet. */
    void flush(Collection<NodeId> living) {
        List<HistoryEntry> batch = new ArrayList<>();
        untold.drainTo(batch);
        if (!batch.isEmpty()) {
            List<Line> lines = new ArrayList<>(List.of(Line.of(TOLD)));
            batch.forEach(entry -> lines.add(print(entry)));
            living.forEach(peer -> PeerQuestions.send(tell, peer, lines));
        }
    }

    /** Asks for what was missed. */
    void pull(NodeId peer) {
        Place last = known.getOrDefault(peer, Place.NONE);
        questions.ask(peer, Map.of("life", last.life().toString(), "sequence", Long.toString(last.sequence())))
                .whenComplete((lines, trouble) -> {
                    if (trouble == null) {
                        keep(peer, lines);
                    }
                });
    }

    /** False when the message is about something else. Throws {@link IllegalArgumentException} for one that cannot be read. */
    boolean heard(NodeId from, List<Line> lines) {
        if (!lines.isEmpty() && lines.getFirst().verb().equals(TOLD)) {
            List<HistoryEntry> told = read(from, lines);
            if (told.isEmpty() || known.getOrDefault(from, Place.NONE).isNext(Place.of(told.getFirst()))) {
                keep(told);
            } else {
                pull(from);
            }
            return true;
        }
        return questions.heard(from, lines);
    }

    private List<Line> since(Line question) {
        Place after = new Place(Incarnation.parse(question.get("life")), Long.parseLong(question.get("sequence")));
        List<HistoryEntry> newer = store.history().stream().filter(entry -> entry.node().equals(self))
                .filter(entry -> Place.of(entry).compareTo(after) > 0).toList();
        return newer.subList(Math.max(0, newer.size() - MOST_ANSWERED), newer.size()).stream().map(HistoryExchange::print)
                .toList();
    }

    private void keep(NodeId from, List<Line> lines) {
        try {
            keep(read(from, lines));
        } catch (IllegalArgumentException unreadable) {
            LOG.debug("history-not-understood from={} reason=\"{}\"", from, unreadable.getMessage());
        }
    }

    private synchronized void keep(List<HistoryEntry> told) {
        List<Entry> entries = new ArrayList<>();
        for (HistoryEntry entry : told) {
            Place place = Place.of(entry);
            if (place.compareTo(known.getOrDefault(entry.node(), Place.NONE)) > 0) {
                known.put(entry.node(), place);
                entries.add(new Entry.Noted(entry));
            }
        }
        if (!entries.isEmpty()) {
            store.store(entries, outcome -> {
                if (!(outcome instanceof StoreOutcome.Stored)) {
                    LOG.debug("history-not-kept {}", outcome);
                }
            });
        }
    }

    static Line print(HistoryEntry entry) {
        return Line.of(EVENT).with("life", entry.incarnation()).with("sequence", entry.sequence()).with("wall", entry.wallTime())
                .with("nanos", entry.ticks().nanos()).with("note", entry.note());
    }

    /** A node tells of itself only. */
    static List<HistoryEntry> read(NodeId from, List<Line> lines) {
        List<HistoryEntry> entries = new ArrayList<>();
        for (Line line : lines) {
            if (line.verb().equals(EVENT)) {
                entries.add(new HistoryEntry(from, Incarnation.parse(line.get("life")), Long.parseLong(line.get("sequence")),
                        instant(line.get("wall")), new Ticks(Long.parseLong(line.get("nanos"))), Line.parse(line.get("note"))));
            }
        }
        return entries;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException noTime) {
            throw new IllegalArgumentException("\"" + text + "\" is no time", noTime);
        }
    }
}
