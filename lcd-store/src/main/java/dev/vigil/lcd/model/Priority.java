package dev.vigil.lcd.model;

/** The place of a node in the cascade of one resource: 1 is tried first, 1024 last (the range of LifeKeeper for Windows). */
public record Priority(int value) implements Comparable<Priority> {
    public static final int HIGHEST = 1;
    public static final int LOWEST = 1024;

    public Priority {
        if (value < HIGHEST || value > LOWEST) {
            throw new IllegalArgumentException("priority " + value + " is outside " + HIGHEST + " to " + LOWEST);
        }
    }

    @Override
    public int compareTo(Priority other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
