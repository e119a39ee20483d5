package dev.vigil.recovery;

/** The name of a timer, for example {@code quick-check/web-ip}; unique for its purpose. */
public record TimerId(String name) implements Comparable<TimerId> {
    @Override
    public int compareTo(TimerId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
