package dev.vigil.lcd.model;

/** The name of one receiver of notifications. */
public record ReceiverName(String value) implements Comparable<ReceiverName> {
    public ReceiverName {
        Names.check("receiver", value);
    }

    @Override
    public int compareTo(ReceiverName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
