package dev.vigil.lcd.model;

/**
 * One life of a node's process: a counter that is stored and forced once per start, before the first heartbeat, with a random
 * nonce that tells two lives apart when an old disk came back. Ordered by the counter alone.
 */
public record Incarnation(long counter, long nonce) implements Comparable<Incarnation> {
    public static final Incarnation NONE = new Incarnation(0, 0);

    public Incarnation {
        if (counter < 0) {
            throw new IllegalArgumentException("incarnation " + counter + " is negative");
        }
    }

    @Override
    public int compareTo(Incarnation other) {
        return Long.compare(counter, other.counter);
    }

    /** Text of the form {@code 12:9f3c00000000abcd}, read back by {@link #parse}. */
    @Override
    public String toString() {
        return counter + ":" + Long.toHexString(nonce);
    }

    public static Incarnation parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("incarnation \"" + text + "\" is not of the form counter:nonce");
        }
        return new Incarnation(Long.parseLong(text.substring(0, colon)), Long.parseUnsignedLong(text.substring(colon + 1), 16));
    }
}
