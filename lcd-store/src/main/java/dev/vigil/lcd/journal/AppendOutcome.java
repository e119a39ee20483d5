package dev.vigil.lcd.journal;

import java.nio.file.Path;

/** What became of one append. */
public sealed interface AppendOutcome {
    /** On disk, forced. */
    record Stored(long index) implements AppendOutcome {}

    /** Certainly not stored, for want of room; everything that was waiting got the same answer. With room again, later appends succeed. */
    record NoRoom(Path file, long neededBytes) implements AppendOutcome {}

    /** Nobody knows whether it is on disk: writing or forcing failed. The journal takes nothing more until it is opened again, which tells. */
    record Unknown(Path file, String trouble) implements AppendOutcome {}

    /** Certainly not stored, and never tried: the journal has failed or is closed, the queue is full, or the record is too long. */
    record Refused(String reason) implements AppendOutcome {}
}
