package dev.vigil.lcd.journal;

import dev.vigil.lcd.journal.RecordFormat.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * The segment that is being written. For one thread. Every method either returns with all it wrote forced, or throws; after anything but a
 * {@link DiskFullException} the caller must give the journal up.
 */
final class Segment implements AutoCloseable {
    private final Path path;
    private final PortFile file;
    private final SegmentHeader header;
    private final RecordFormat format;
    private int end;
    private int allocated;
    private int lastChecksum;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);

    private Segment(Path path, PortFile file, SegmentHeader header) throws IOException {
        this.path = path;
        this.file = file;
        this.header = header;
        this.format = new RecordFormat(header.journal(), header.firstIndex());
        this.end = header.blockBytes();
        this.allocated = (int) file.length();
    }

    /** Makes a new segment, whole and forced before it gets its name, so that a short or headless file under that name is always damage. */
    static Segment create(FilePort files, Path path, SegmentHeader header, int length) throws IOException {
        Path unfinished = Layout.unfinished(path);
        try {
            try (PortFile file = files.create(unfinished)) {
                file.preallocate(length);
                file.write(0, header.encoded());
                file.forceAll();
            }
            files.rename(unfinished, path);
        } catch (DiskFullException full) {
            if (files.exists(unfinished)) {
                files.delete(unfinished);
            }
            throw full;
        }
        files.forceFolder(Layout.parent(path));
        return new Segment(path, files.open(path), header);
    }

    /**
     * Opens a segment that was read. Its last group is written and forced once more: if the process that wrote it was killed, or was told that
     * its force had failed, the system may show bytes that are not on the disk. What is left of an unacknowledged group becomes zeros.
     */
    static Segment reopen(FilePort files, SegmentContent content) throws IOException {
        Segment segment = new Segment(content.path(), files.open(content.path()), content.header());
        segment.file.write(content.lastGroupAt(),
                content.bytes().slice(content.lastGroupAt(), content.end() - content.lastGroupAt()));
        if (content.hasTornTail()) {
            segment.file.write(content.end(), ByteBuffer.allocate(content.bytes().limit() - content.end()));
        }
        segment.file.forceAll();
        segment.end = content.end();
        segment.lastChecksum = content.lastChecksum();
        return segment;
    }

    Path path() {
        return path;
    }

    /** Where the segment would end with these as its next group, and room for its seal. */
    long endWith(List<byte[]> payloads) {
        long at = groupStart();
        for (byte[] payload : payloads) {
            at += RecordFormat.size(payload.length);
        }
        return at + 2L * header.blockBytes();
    }

    boolean isEmpty() {
        return end == header.blockBytes();
    }

    boolean holds(long length) {
        return length <= allocated;
    }

    void lengthenTo(long length) throws IOException {
        try {
            file.preallocate(length);
        } catch (DiskFullException full) {
            file.truncate(allocated);
            throw full;
        }
        file.forceAll();
        allocated = (int) length;
    }

    /** On {@link DiskFullException} (a disk that needs room even to overwrite) the group is durably not there. */
    void append(long firstIndex, List<byte[]> payloads) throws IOException {
        write(firstIndex, payloads, Kind.RECORDS);
    }

    /** Closes the segment for good. After this the next one may hold records: if it is lost, the seal tells. */
    void seal(long nextIndex) throws IOException {
        write(nextIndex, List.of(new byte[0]), Kind.SEAL);
    }

    private void write(long firstIndex, List<byte[]> payloads, Kind kind) throws IOException {
        int start = groupStart();
        int size = payloads.stream().mapToInt(payload -> RecordFormat.size(payload.length)).sum();
        ByteBuffer bytes = bufferOf(size);
        int checksum = lastChecksum;
        long index = firstIndex;
        for (byte[] payload : payloads) {
            checksum = format.put(bytes,
                    new Entry(kind == Kind.SEAL, index, firstIndex, checksum, 0, start + bytes.position(), payload));
            index++;
        }
        try {
            file.write(start, bytes.flip());
        } catch (DiskFullException full) {
            takeBack(start);
            throw full;
        }
        file.forceData();
        end = start + size;
        lastChecksum = checksum;
    }

    /** Cuts off what was written of a group: a restart must not find a record that was answered as not stored. */
    private void takeBack(int start) throws IOException {
        file.truncate(start);
        file.forceAll();
        allocated = start;
    }

    private int groupStart() {
        return RecordFormat.aligned(end, header.blockBytes());
    }

    private ByteBuffer bufferOf(int size) {
        if (buffer.capacity() < size) {
            buffer = ByteBuffer.allocateDirect(Math.max(size, buffer.capacity() * 2));
        }
        return buffer.clear();
    }

    private enum Kind {
        RECORDS, SEAL
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
