package dev.vigil.lcd.model;

/** The name of one communication path, for example `alpha-bravo/lan1`. */
public record PathId(String value) implements Comparable<PathId> {
    public PathId {
        Names.check("path", value);
    }

    @Override
    public int compareTo(PathId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
