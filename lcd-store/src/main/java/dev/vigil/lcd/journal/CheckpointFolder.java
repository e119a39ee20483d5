package dev.vigil.lcd.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The checkpoints of a journal on disk, of which the newest two are kept. For one thread at a time. */
final class CheckpointFolder {
    private static final int KEPT = 2;
    private final FilePort files;
    private final Layout layout;
    private final UUID journal;
    /** Those that can be read, the newest last. */
    private final List<Long> valid = new ArrayList<>();
    private final List<Path> unreadable = new ArrayList<>();
    private Optional<Checkpoint> newest = Optional.empty();

    private CheckpointFolder(FilePort files, Layout layout, UUID journal) {
        this.files = files;
        this.layout = layout;
        this.journal = journal;
    }

    static CheckpointFolder open(FilePort files, Layout layout, UUID journal) throws IOException {
        CheckpointFolder folder = new CheckpointFolder(files, layout, journal);
        for (long index : Layout.checkpoints(files.list(layout.folder()))) {
            Path path = layout.checkpoint(index);
            Optional<Checkpoint> read = CheckpointFile.read(files, path, journal)
                    .filter(checkpoint -> checkpoint.index() == index);
            if (read.isPresent()) {
                folder.valid.add(index);
                folder.newest = read;
            } else {
                folder.unreadable.add(path);
            }
        }
        return folder;
    }

    /** The newest that could be read at open; given away once, so that it does not stay in memory. */
    Optional<Checkpoint> takeNewest() {
        Optional<Checkpoint> taken = newest;
        newest = Optional.empty();
        return taken;
    }

    List<Path> unreadable() {
        return List.copyOf(unreadable);
    }

    long newestIndex() {
        return valid.isEmpty() ? -1 : valid.getLast();
    }

    /** Durable on return; what is older than the newest two is gone. */
    void keep(Checkpoint checkpoint) throws IOException {
        CheckpointFile.write(files, layout.checkpoint(checkpoint.index()), journal, checkpoint);
        unreadable.remove(layout.checkpoint(checkpoint.index()));
        valid.add(checkpoint.index());
        while (valid.size() > KEPT) {
            files.delete(layout.checkpoint(valid.getFirst()));
            valid.removeFirst();
        }
        while (valid.size() == KEPT && !unreadable.isEmpty()) {
            files.delete(unreadable.getLast());
            unreadable.removeLast();
        }
    }

    /**
     * Deletes, the oldest first, the segments whose records all stand in the older of two kept checkpoints; returns their number. No
     * segment may be begun meanwhile.
     */
    int deleteCoveredSegments() throws IOException {
        if (valid.size() < KEPT) {
            return 0;
        }
        List<Long> segments = Layout.segments(files.list(layout.folder()));
        int deleted = 0;
        while (deleted + 1 < segments.size() && segments.get(deleted + 1) <= valid.getFirst() + 1) {
            files.delete(layout.segment(segments.get(deleted)));
            deleted++;
        }
        return deleted;
    }
}
