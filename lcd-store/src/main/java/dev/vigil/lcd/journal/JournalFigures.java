package dev.vigil.lcd.journal;

import java.time.Duration;

/** What a journal has done since it was opened. */
public record JournalFigures(long records, long groups, int lastGroupRecords, Duration lastForce, Duration longestForce) {}
