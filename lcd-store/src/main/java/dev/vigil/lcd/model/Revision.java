package dev.vigil.lcd.model;

/** The number of a committed change set of one writer. Zero: nothing was ever written. */
public record Revision(long value) implements Comparable<Revision> {
    public static final Revision ZERO = new Revision(0);

    public Revision {
        if (value < 0) {
            throw new IllegalArgumentException("revision " + value + " is negative");
        }
    }

    public Revision next() {
        return new Revision(value + 1);
    }

    @Override
    public int compareTo(Revision other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
