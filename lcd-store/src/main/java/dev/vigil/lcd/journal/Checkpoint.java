package dev.vigil.lcd.journal;

/** Everything up to and with the record of this index, in one snapshot. The array is shared: nobody changes it. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Checkpoint(long index, byte[] snapshot) {
    public Checkpoint {
        if (index < 0) {
            throw new IllegalArgumentException("checkpoint index " + index + " is negative");
        }
    }
}
