package dev.vigil.lcd.journal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/** The first block of a segment. */
record SegmentHeader(UUID journal, long firstIndex, int blockBytes) {

    static final int BYTES = 48;
    private static final long MAGIC = 0x564947494c534547L;
    private static final int VERSION = 1;

    ByteBuffer encoded() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES).putLong(MAGIC).putInt(VERSION).putInt(blockBytes)
                .putLong(journal.getMostSignificantBits()).putLong(journal.getLeastSignificantBits()).putLong(firstIndex);
        return bytes.putInt(checksum(bytes)).rewind();
    }

    static Optional<SegmentHeader> decode(ByteBuffer bytes) {
        if (bytes.limit() < BYTES || bytes.getLong(0) != MAGIC || bytes.getInt(8) != VERSION
                || bytes.getInt(40) != checksum(bytes)) {
            return Optional.empty();
        }
        return Optional
                .of(new SegmentHeader(new UUID(bytes.getLong(16), bytes.getLong(24)), bytes.getLong(32), bytes.getInt(12)));
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(0, 40));
        return (int) crc.getValue();
    }
}
