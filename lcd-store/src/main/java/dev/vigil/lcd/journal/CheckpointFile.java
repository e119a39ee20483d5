package dev.vigil.lcd.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/** How one checkpoint lies in its file: magic, version, length, journal, index, checksum, snapshot. */
final class CheckpointFile {
    private static final long MAGIC = 0x564947494c434850L;
    private static final int VERSION = 1;
    private static final int HEADER = 48;

    private CheckpointFile() {}

    /** Durable on return, under its name or not at all. */
    static void write(FilePort files, Path path, UUID journal, Checkpoint checkpoint) throws IOException {
        Path unfinished = Layout.unfinished(path);
        if (files.exists(unfinished)) {
            files.delete(unfinished);
        }
        ByteBuffer snapshot = ByteBuffer.wrap(checkpoint.snapshot());
        ByteBuffer header = ByteBuffer.allocate(HEADER).putLong(MAGIC).putInt(VERSION).putInt(snapshot.limit())
                .putLong(journal.getMostSignificantBits()).putLong(journal.getLeastSignificantBits()).putLong(checkpoint.index());
        header.putInt(checksum(header, snapshot)).rewind();
        try (PortFile file = files.create(unfinished)) {
            file.write(0, header);
            file.write(HEADER, snapshot.duplicate());
            file.forceAll();
        } catch (DiskFullException full) {
            if (files.exists(unfinished)) {
                files.delete(unfinished);
            }
            throw full;
        }
        files.rename(unfinished, path);
        files.forceFolder(Layout.parent(path));
    }

    /** Empty when the file is torn or another journal's. */
    static Optional<Checkpoint> read(FilePort files, Path path, UUID journal) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        ByteBuffer snapshot;
        try (PortFile file = files.open(path)) {
            if (file.length() < HEADER || file.length() - HEADER > Integer.MAX_VALUE - 8) {
                return Optional.empty();
            }
            file.read(0, header);
            if (header.getLong(0) != MAGIC || header.getInt(8) != VERSION || header.getInt(12) != file.length() - HEADER) {
                return Optional.empty();
            }
            snapshot = ByteBuffer.allocate(header.getInt(12));
            file.read(HEADER, snapshot);
        }
        boolean isWhole = header.getInt(40) == checksum(header, snapshot.rewind());
        if (!isWhole || !journal.equals(new UUID(header.getLong(16), header.getLong(24))) || header.getLong(32) < 0) {
            return Optional.empty();
        }
        return Optional.of(new Checkpoint(header.getLong(32), snapshot.array()));
    }

    private static int checksum(ByteBuffer header, ByteBuffer snapshot) {
        CRC32C crc = new CRC32C();
        crc.update(header.slice(0, 40));
        crc.update(snapshot.duplicate());
        return (int) crc.getValue();
    }
}
