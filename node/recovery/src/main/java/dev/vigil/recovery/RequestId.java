package dev.vigil.recovery;

/** One question of an operator; unique within a life of the node. */
public record RequestId(long value) implements Comparable<RequestId> {
    @Override
    public int compareTo(RequestId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
