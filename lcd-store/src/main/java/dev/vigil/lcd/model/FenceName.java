package dev.vigil.lcd.model;

/** The name of one fence device: one way to make one node powerless. */
public record FenceName(String value) implements Comparable<FenceName> {
    public FenceName {
        Names.check("fence device", value);
    }

    @Override
    public int compareTo(FenceName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
