package dev.vigil.lcd.journal;

/** One record as it was appended. The array is shared: nobody changes it. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record JournalRecord(long index, byte[] payload) {}
