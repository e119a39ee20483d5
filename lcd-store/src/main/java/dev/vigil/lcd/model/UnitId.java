package dev.vigil.lcd.model;

/** The stable name of one unit of ownership: a connected component of dependencies. */
public record UnitId(String value) implements Comparable<UnitId> {
    public UnitId {
        Names.check("unit", value);
    }

    @Override
    public int compareTo(UnitId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
