package dev.vigil.lcd.store;

/** What became of one {@link LcdStore#store}. */
public sealed interface StoreOutcome {
    /** On disk, and from now on in every snapshot. */
    record Stored(long index) implements StoreOutcome {}

    /** Certainly not stored; the store goes on with what it has and takes changes again when there is room. */
    record Refused(String reason) implements StoreOutcome {}

    /** Nobody knows whether it is on disk: writing failed. Nothing more is taken until the store was opened again. */
    record Unknown(String reason) implements StoreOutcome {}
}
