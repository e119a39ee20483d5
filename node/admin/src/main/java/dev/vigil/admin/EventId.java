package dev.vigil.admin;

import java.util.Comparator;

import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.lcd.model.Incarnation;

/** The place of an event in the history of a node, as text {@code 12:9f3c/34}: the node's life, and the event's number in it. */
record EventId(Incarnation life, long sequence) implements Comparable<EventId> {
    private static final Comparator<EventId> ORDER = Comparator.comparing(EventId::life).thenComparingLong(EventId::sequence);

    static EventId of(HistoryEntry entry) {
        return new EventId(entry.incarnation(), entry.sequence());
    }

    /** Throws {@link IllegalArgumentException} for every other text. */
    static EventId parse(String text) {
        int slash = text.lastIndexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("\"" + text + "\" is not the id of an event, such as 12:9f3c/34");
        }
        return new EventId(Incarnation.parse(text.substring(0, slash)), Long.parseLong(text.substring(slash + 1)));
    }

    @Override
    public int compareTo(EventId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return life + "/" + sequence;
    }
}
