package dev.vigil.lcd.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds out what a folder holds: no journal yet, a whole one, or a damaged one. */
final class Recovery {
    private final FilePort files;
    private final Layout layout;
    private final JournalOptions options;
    private final List<String> remarks = new ArrayList<>();

    /** A journal that is whole and ready to be written. */
    record Found(UUID journal, CheckpointFolder checkpoints, Optional<Checkpoint> checkpoint, List<JournalRecord> records,
            long nextIndex,
            Segment segment, List<String> remarks) {}

    private Recovery(FilePort files, Layout layout, JournalOptions options) {
        this.files = files;
        this.layout = layout;
        this.options = options;
    }

    static Found run(FilePort files, Path folder, JournalOptions options) throws IOException, JournalDamaged {
        Recovery recovery = new Recovery(files, new Layout(folder), options);
        recovery.makeSureOfIdentity();
        return recovery.read(Identity.read(files, recovery.layout.identity()).journal());
    }

    private void makeSureOfIdentity() throws IOException, JournalDamaged {
        boolean mustExist = options.presence() == JournalOptions.Presence.MUST_EXIST;
        if (mustExist && !files.exists(layout.folder())) {
            throw new JournalDamaged(layout.folder(), 0, "the folder is missing");
        }
        files.createFolder(layout.folder());
        sweep();
        if (files.exists(layout.identity())) {
            return;
        }
        if (mustExist || !isUnborn()) {
            throw new JournalDamaged(layout.identity(), 0, "is missing");
        }
        UUID journal = UUID.randomUUID();
        Segment.create(files, layout.segment(1), new SegmentHeader(journal, 1, options.blockBytes()), options.stepBytes())
                .close();
        new Identity(journal).write(files, layout.identity());
    }

    private void sweep() throws IOException {
        for (String name : files.list(layout.folder())) {
            if (Layout.isUnfinished(name)) {
                files.delete(layout.folder().resolve(name));
            }
        }
        files.forceFolder(layout.folder());
    }

    /** Nothing here, or a first segment that nothing was ever written to: its journal did not live to get its identity. */
    private boolean isUnborn() throws IOException, JournalDamaged {
        List<String> names = files.list(layout.folder());
        List<Long> segments = Layout.segments(names);
        if (!Layout.checkpoints(names).isEmpty() || segments.size() > 1) {
            return false;
        }
        for (long first : segments) {
            SegmentContent content = SegmentContent.read(files, layout.segment(first));
            if (first != 1 || content.nextIndex() != 1 || content.isSealed() || content.hasTornTail()) {
                return false;
            }
        }
        return true;
    }

    private Found read(UUID journal) throws IOException, JournalDamaged {
        CheckpointFolder checkpoints = CheckpointFolder.open(files, layout, journal);
        checkpoints.unreadable().forEach(path -> remarks.add(path + " is not a readable checkpoint and was passed over"));
        List<SegmentContent> segments = readSegments(journal);
        Optional<Checkpoint> checkpoint = checkpoints.takeNewest();
        long covered = checkpoint.map(Checkpoint::index).orElse(0L);
        SegmentContent first = segments.getFirst();
        SegmentContent last = segments.getLast();
        if (first.header().firstIndex() > covered + 1) {
            Path missing = checkpoints.unreadable().stream().findFirst().orElse(first.path());
            throw new JournalDamaged(missing, 0, "the records from " + (covered + 1) + " to " + (first.header().firstIndex() - 1)
                    + " are in no segment and no readable checkpoint");
        }
        if (covered >= last.nextIndex()) {
            throw new JournalDamaged(last.path(), last.end(), "ends with record " + (last.nextIndex() - 1)
                    + ", yet a checkpoint stands for record " + covered);
        }
        List<JournalRecord> records = segments.stream().flatMap(segment -> segment.records().stream())
                .filter(stored -> stored.index() > covered).toList();
        Segment open = mend(segments);
        return new Found(journal, checkpoints, checkpoint, records, last.nextIndex(), open, List.copyOf(remarks));
    }

    private List<SegmentContent> readSegments(UUID journal) throws IOException, JournalDamaged {
        List<Long> numbers = Layout.segments(files.list(layout.folder()));
        if (numbers.isEmpty()) {
            throw new JournalDamaged(layout.folder(), 0, "the journal " + journal + " has lost all its segments");
        }
        List<SegmentContent> segments = new ArrayList<>();
        for (long number : numbers) {
            SegmentContent segment = SegmentContent.read(files, layout.segment(number));
            if (!segment.header().journal().equals(journal) || segment.header().firstIndex() != number) {
                throw new JournalDamaged(segment.path(), 0, "belongs to another journal or place: " + segment.header());
            }
            if (!segments.isEmpty()) {
                checkNeighbours(segments.getLast(), segment, number == numbers.getLast());
            }
            segments.add(segment);
        }
        SegmentContent last = segments.getLast();
        if (last.isSealed()) {
            throw new JournalDamaged(layout.segment(last.nextIndex()), 0, "is missing, though the segment before it was closed");
        }
        return segments;
    }

    /** Only the very end may be unsealed, and an empty last segment may follow it: the seal comes after the next segment is there. */
    private void checkNeighbours(SegmentContent before, SegmentContent after, boolean isLast) throws JournalDamaged {
        if (before.nextIndex() != after.header().firstIndex()) {
            throw new JournalDamaged(before.path(), before.end(),
                    "ends with record " + (before.nextIndex() - 1) + ", but the next segment "
                            + after.path().getFileName() + " begins with " + after.header().firstIndex());
        }
        if (!before.isSealed() && !(isLast && after.records().isEmpty() && !after.isSealed())) {
            throw new JournalDamaged(before.path(), before.end(), "was never closed, yet there are records behind it");
        }
    }

    /** Makes sure that everything that was read is on the disk, and that nothing else ever comes to light. */
    private Segment mend(List<SegmentContent> segments) throws IOException {
        SegmentContent last = segments.getLast();
        if (last.hasTornTail()) {
            remarks.add(last.path() + ": an unacknowledged group behind record " + (last.nextIndex() - 1)
                    + " was torn and is removed");
        }
        if (segments.size() > 1 && last.records().isEmpty()) {
            SegmentContent before = segments.get(segments.size() - 2);
            try (Segment segment = Segment.reopen(files, before)) {
                if (!before.isSealed()) {
                    segment.seal(before.nextIndex());
                }
            }
        }
        return Segment.reopen(files, last);
    }
}
