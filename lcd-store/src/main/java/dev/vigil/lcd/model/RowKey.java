package dev.vigil.lcd.model;

/** What tells a row from the others of its kind: {@code instance} and {@code alpha web-ip}. Ordered by kind, then name. */
public record RowKey(String kind, String name) implements Comparable<RowKey> {
    @Override
    public int compareTo(RowKey other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return kind + " " + name;
    }
}
