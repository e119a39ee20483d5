package dev.vigil.recovery.quorum.storage;

import dev.vigil.lcd.model.Ticks;

/**
 * A beat as it was seen, unchanged.
 *
 * @param since a time at which it was surely there
 */
record Watched(Beat beat, Ticks since) {}
