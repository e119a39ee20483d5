package dev.vigil.lcd.journal;

import dev.vigil.lcd.journal.RecordFormat.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a segment file holds, read to its end.
 *
 * @param lastGroupAt where the last group begins: everything before it was forced when that group was written
 * @param end where the valid records end
 * @param lastChecksum of the last record, zero without one
 */
record SegmentContent(Path path, SegmentHeader header, List<JournalRecord> records, boolean isSealed, int lastGroupAt, int end,
        int lastChecksum, ByteBuffer bytes) {

    long nextIndex() {
        return header.firstIndex() + records.size();
    }

    /** What is left of a group that was never acknowledged lies behind the valid records. */
    boolean hasTornTail() {
        for (int at = end; at < bytes.limit(); at++) {
            if (bytes.get(at) != 0) {
                return true;
            }
        }
        return false;
    }

    static SegmentContent read(FilePort files, Path path) throws IOException, JournalDamaged {
        ByteBuffer bytes;
        try (PortFile file = files.open(path)) {
            if (file.length() > Integer.MAX_VALUE) {
                throw new JournalDamaged(path, 0, "is far longer than any segment");
            }
            bytes = ByteBuffer.allocate((int) file.length());
            file.read(0, bytes);
        }
        bytes.rewind();
        Optional<SegmentHeader> header = SegmentHeader.decode(bytes);
        if (header.isEmpty()) {
            throw new JournalDamaged(path, 0, bytes.limit() == 0 ? "is empty" : "has no valid header");
        }
        return new Scan(path, header.get(), bytes).run();
    }

    /** One pass over a segment. */
    private static final class Scan {
        private final Path path;
        private final SegmentHeader header;
        private final ByteBuffer bytes;
        private final RecordFormat format;
        private final List<JournalRecord> records = new ArrayList<>();
        private int end;
        private int lastGroupAt;
        private int lastChecksum;

        private Scan(Path path, SegmentHeader header, ByteBuffer bytes) {
            this.path = path;
            this.header = header;
            this.bytes = bytes;
            this.format = new RecordFormat(header.journal(), header.firstIndex());
            this.end = header.blockBytes();
            this.lastGroupAt = end;
        }

        private SegmentContent run() throws JournalDamaged {
            Optional<Entry> entry = next();
            while (entry.isPresent() && !entry.get().isSeal()) {
                take(entry.get());
                records.add(new JournalRecord(entry.get().index(), entry.get().payload()));
                entry = next();
            }
            entry.ifPresent(this::take);
            if (entry.isEmpty()) {
                checkTail();
            }
            return new SegmentContent(path, header, List.copyOf(records), entry.isPresent(), lastGroupAt, end, lastChecksum,
                    bytes);
        }

        private void take(Entry entry) {
            if (entry.groupFirst() == entry.index()) {
                lastGroupAt = entry.position();
            }
            end = entry.end();
            lastChecksum = entry.checksum();
        }

        /** The next record stands right behind the last one, in its group, or at the next block, beginning another. */
        private Optional<Entry> next() {
            return continuationAt(end).or(() -> continuationAt(RecordFormat.aligned(end, header.blockBytes())));
        }

        private Optional<Entry> continuationAt(int position) {
            return format.read(bytes, position).filter(entry -> entry.index() == nextIndex() && entry.previous() == lastChecksum);
        }

        /**
         * What does not continue the chain is the rest of a group that was being written when the power went, or damage. A later record whose
         * group began beyond the missing one proves that the missing one had been forced.
         */
        private void checkTail() throws JournalDamaged {
            for (int at = end; at <= bytes.limit() - RecordFormat.HEADER; at += 8) {
                if (bytes.get(at) == 0) {
                    continue;
                }
                Optional<Entry> later = format.read(bytes, at).filter(entry -> entry.groupFirst() > nextIndex());
                if (later.isPresent()) {
                    throw new JournalDamaged(path, end,
                            "record " + nextIndex() + " is broken or missing, yet record " + later.get().index()
                                    + " at " + at + " was written after it had been forced");
                }
            }
        }

        private long nextIndex() {
            return header.firstIndex() + records.size();
        }
    }
}
