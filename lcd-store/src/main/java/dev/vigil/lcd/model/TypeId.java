package dev.vigil.lcd.model;

/** The name of a resource type, for example `ip` or `generic`; it selects the recovery kit. */
public record TypeId(String value) implements Comparable<TypeId> {
    public TypeId {
        Names.check("resource type", value);
    }

    @Override
    public int compareTo(TypeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
