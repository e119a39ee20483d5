package dev.vigil.lcd.model;

/** The name of a resource, the same on every node that the hierarchy is extended to. */
public record Tag(String value) implements Comparable<Tag> {
    public Tag {
        Names.check("tag", value);
    }

    @Override
    public int compareTo(Tag other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
