package dev.vigil.lcd.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Somebody who is told of what happens in the cluster. {@code kind} is the way, {@code properties} are what that kind reads, and
 * {@code secrets} are those properties that only the nodes of the cluster can read: sealed, never plain.
 */
public record ReceiverRow(ReceiverName name, String kind, SortedMap<String, String> properties,
        SortedMap<String, String> secrets) implements ConfigRow {

    static final String KIND = "receiver";
    private static final String PROPERTY = "p.";
    private static final String SEALED = "sealed.";

    public ReceiverRow {
        Names.check("kind", kind);
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
        secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
    }

    @Override
    public RowKey key() {
        return keyOf(name);
    }

    public static RowKey keyOf(ReceiverName name) {
        return new RowKey(KIND, name.value());
    }

    @Override
    public Line toLine() {
        Line line = Line.of(KIND).with("name", name).with("kind", kind);
        return PrefixedFields.with(PrefixedFields.with(line, PROPERTY, properties), SEALED, secrets);
    }

    /** The row for people: it tells which secrets there are, and not even the sealed text of one. */
    public Line toPublicLine() {
        return new ReceiverRow(name, kind, properties, PrefixedFields.hidden(secrets)).toLine();
    }

    static ReceiverRow parse(Line line) {
        return new ReceiverRow(new ReceiverName(line.get("name")), line.get("kind"), PrefixedFields.of(line, PROPERTY),
                PrefixedFields.of(line, SEALED));
    }
}
