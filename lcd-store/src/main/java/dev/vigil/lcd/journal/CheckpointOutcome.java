package dev.vigil.lcd.journal;

import java.nio.file.Path;

/** What became of one checkpoint. Whatever it is, no record is lost: records go only when two later checkpoints are durable. */
public sealed interface CheckpointOutcome {
    /** Durable; so many segments below the older of the two kept checkpoints were deleted. */
    record Kept(long index, int segmentsDeleted) implements CheckpointOutcome {}

    /** Not there, for want of room. */
    record NoRoom(Path file, long neededBytes) implements CheckpointOutcome {}

    /** It, or the deletion of what it makes superfluous, did not succeed; the journal goes on with what it has. */
    record Failed(Path file, String trouble) implements CheckpointOutcome {}

    /** Never tried: another is being written, the index is not one that can be stood for, the journal is closed. */
    record Refused(String reason) implements CheckpointOutcome {}
}
