package dev.vigil.recovery;

/** One call of a kit; unique within a life of the node. */
public record KitCallId(long value) implements Comparable<KitCallId> {
    @Override
    public int compareTo(KitCallId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
