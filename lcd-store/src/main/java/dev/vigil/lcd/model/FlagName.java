package dev.vigil.lcd.model;

/** The name of a flag; its existence on a node is its value. */
public record FlagName(String value) implements Comparable<FlagName> {
    public FlagName {
        Names.check("flag", value);
    }

    @Override
    public int compareTo(FlagName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
