package dev.vigil.lcd.model;

import java.time.Instant;
import java.time.DateTimeException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One line of Vigil's text: a verb and named values, {@code instance id=10.77.1.100 node=alpha tag=web-ip}. Rows of the database,
 * events, decisions, notes and messages are all written so: in golden cases, in the journal, in the decision journal of a running
 * node and between nodes. A reader ignores names that it does not know, so that a newer writer may add some.
 *
 * <p>A value is written bare when it is one plain word, else in double quotes with {@code \"}, {@code \\}, {@code \n}, {@code \r},
 * {@code \t}. Names are sorted, so equal lines have equal text.
 */
public record Line(String verb, SortedMap<String, String> fields) {
    public Line {
        if (!LineText.isWord(verb)) {
            throw new IllegalArgumentException("\"" + verb + "\" cannot begin a line: a verb is letters, digits and -");
        }
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    public static Line of(String verb) {
        return new Line(verb, new TreeMap<>());
    }

    /** A copy with one more field; the value's text is its {@code toString()}. */
    public Line with(String name, Object value) {
        SortedMap<String, String> more = new TreeMap<>(fields);
        more.put(name, value.toString());
        return new Line(verb, more);
    }

    public Line withAll(Map<String, String> others) {
        SortedMap<String, String> more = new TreeMap<>(fields);
        more.putAll(others);
        return new Line(verb, more);
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** The value of {@code name}; an error that names verb and field when it is missing. */
    public String get(String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException(verb + ": " + name + "= is missing");
        }
        return value;
    }

    /** The moment that {@code name} holds, as {@link Instant#toString} prints it; an error that names verb and field when it is none. */
    public Instant instant(String name) {
        String value = get(name);
        try {
            return Instant.parse(value);
        } catch (DateTimeException noTime) {
            throw new IllegalArgumentException(verb + ": " + name + "=" + value + " is no time of the form 2026-01-31T10:00:00Z",
                    noTime);
        }
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }

    @Override
    public String toString() {
        return LineText.print(this);
    }

    /** Reads what {@link #toString} prints. Throws {@link IllegalArgumentException} with the column of what is wrong. */
    public static Line parse(String text) {
        return LineText.parse(text);
    }
}
