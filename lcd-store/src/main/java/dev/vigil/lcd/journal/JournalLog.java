package dev.vigil.lcd.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A journal without threads: {@link #append} for one thread, {@link #checkpoint} for one thread, which may be another. After anything went wrong
 * whose effect on the disk is not known it refuses everything: a force that failed once may "succeed" when repeated, with the data lost.
 */
final class JournalLog implements AutoCloseable {
    private final FilePort files;
    private final Layout layout;
    private final JournalOptions options;
    private final UUID journal;
    private final CheckpointFolder checkpoints;
    /** Segments are neither begun nor deleted by two threads at once. */
    private final Object segmentNames = new Object();
    private Segment segment;
    private volatile long nextIndex;
    private volatile Optional<String> failure = Optional.empty();

    JournalLog(FilePort files, Path folder, JournalOptions options, Recovery.Found found) {
        this.files = files;
        this.layout = new Layout(folder);
        this.options = options;
        this.journal = found.journal();
        this.checkpoints = found.checkpoints();
        this.segment = found.segment();
        this.nextIndex = found.nextIndex();
    }

    long lastIndex() {
        return nextIndex - 1;
    }

    Optional<String> failure() {
        return failure;
    }

    /** A defect counts as a disk that failed: whoever waits for an answer gets one, and nothing more is written. */
    AppendOutcome append(List<byte[]> payloads) {
        try {
            return tryAppend(payloads);
        } catch (RuntimeException | Error defect) {
            return new AppendOutcome.Unknown(segment.path(), fail(defect));
        }
    }

    /** All of these or none; {@link AppendOutcome.Stored} carries the index of the first. */
    private AppendOutcome tryAppend(List<byte[]> payloads) {
        if (failure.isPresent()) {
            return new AppendOutcome.Refused(failure.get());
        }
        try {
            makeRoom(payloads);
        } catch (DiskFullException full) {
            return new AppendOutcome.NoRoom(full.file(), full.neededBytes());
        } catch (IOException trouble) {
            return new AppendOutcome.Refused(fail(trouble));
        }
        try {
            segment.append(nextIndex, payloads);
        } catch (DiskFullException full) {
            return new AppendOutcome.NoRoom(full.file(), full.neededBytes());
        } catch (IOException trouble) {
            return new AppendOutcome.Unknown(segment.path(), fail(trouble));
        }
        long first = nextIndex;
        nextIndex = first + payloads.size();
        return new AppendOutcome.Stored(first);
    }

    private String fail(Throwable trouble) {
        String sentence = "the journal has failed and must be opened again: " + segment.path() + ": " + trouble;
        failure = Optional.of(sentence);
        return sentence;
    }

    private void makeRoom(List<byte[]> payloads) throws IOException {
        long end = segment.endWith(payloads);
        if (segment.holds(end)) {
            return;
        }
        if (end > options.segmentBytes() && !segment.isEmpty()) {
            beginSegment(payloads);
            return;
        }
        segment.lengthenTo(steps(end));
    }

    private void beginSegment(List<byte[]> payloads) throws IOException {
        int length = (int) steps(segment.endWith(payloads) - segment.endWith(List.of()) + 3L * options.blockBytes());
        synchronized (segmentNames) {
            Path path = layout.segment(nextIndex);
            Segment next = Segment.create(files, path, new SegmentHeader(journal, nextIndex, options.blockBytes()), length);
            try {
                segment.seal(nextIndex);
            } catch (DiskFullException full) {
                // The old one goes on, so the new one must not exist: its name says where the old one ended.
                next.close();
                files.delete(path);
                files.forceFolder(layout.folder());
                throw full;
            }
            segment.close();
            segment = next;
        }
    }

    private long steps(long length) {
        return (length + options.stepBytes() - 1) / options.stepBytes() * options.stepBytes();
    }

    CheckpointOutcome checkpoint(Checkpoint checkpoint) {
        if (checkpoint.index() > lastIndex() || checkpoint.index() <= checkpoints.newestIndex()) {
            return new CheckpointOutcome.Refused(
                    "a checkpoint of record " + checkpoint.index() + " is not between the newest checkpoint, "
                            + checkpoints.newestIndex() + ", and the last record, " + lastIndex());
        }
        Path path = layout.checkpoint(checkpoint.index());
        try {
            checkpoints.keep(checkpoint);
            synchronized (segmentNames) {
                return new CheckpointOutcome.Kept(checkpoint.index(), checkpoints.deleteCoveredSegments());
            }
        } catch (DiskFullException full) {
            return new CheckpointOutcome.NoRoom(full.file(), full.neededBytes());
        } catch (IOException trouble) {
            return new CheckpointOutcome.Failed(path, trouble.toString());
        }
    }

    @Override
    public void close() throws IOException {
        segment.close();
    }
}
