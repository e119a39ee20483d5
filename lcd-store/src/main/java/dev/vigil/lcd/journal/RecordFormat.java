package dev.vigil.lcd.journal;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * How a record lies in a segment: magic, length, index, first index of its group, checksum of the record before it in the segment, own
 * checksum, payload, zeros up to a multiple of eight.
 *
 * <p>The checksum also covers the journal's identity, the segment and the place, so that a record found anywhere else is none. The first
 * index of the group says what was already forced when it was written: everything below. The checksum of the record before makes a
 * chain: a stale record never continues a new one.
 */
record RecordFormat(UUID journal, long segmentFirst) {
    static final int HEADER = 40;
    private static final int RECORD = 0x56524543;
    private static final int SEAL = 0x5653454c;
    private static final int CHECKSUM_AT = HEADER - 8;

    /** A valid record, or the seal that closes a segment, at its place. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(boolean isSeal, long index, long groupFirst, int previous, int checksum, int position, byte[] payload) {
        int end() {
            return position + size(payload.length);
        }
    }

    static int size(int payloadLength) {
        return HEADER + aligned(payloadLength, 8);
    }

    static int aligned(int position, int block) {
        return (position + block - 1) & -block;
    }

    /** Puts it at the buffer's position, with the zeros after it; returns its checksum. */
    int put(ByteBuffer into, Entry entry) {
        int start = into.position();
        into.putInt(entry.isSeal() ? SEAL : RECORD).putInt(entry.payload().length).putLong(entry.index())
                .putLong(entry.groupFirst());
        into.putInt(entry.previous()).putInt(0);
        int checksum = checksum(into.slice(start, CHECKSUM_AT), ByteBuffer.wrap(entry.payload()), entry.position());
        into.putInt(checksum).putInt(0).put(entry.payload());
        for (int left = size(entry.payload().length) - HEADER - entry.payload().length; left > 0; left--) {
            into.put((byte) 0);
        }
        return checksum;
    }

    /** The valid entry that begins here, if there is one. */
    Optional<Entry> read(ByteBuffer segment, int position) {
        if (position > segment.limit() - HEADER) {
            return Optional.empty();
        }
        int magic = segment.getInt(position);
        int length = segment.getInt(position + 4);
        if ((magic != RECORD && magic != SEAL) || length < 0 || length > segment.limit() - HEADER - position) {
            return Optional.empty();
        }
        int checksum = segment.getInt(position + CHECKSUM_AT);
        ByteBuffer payload = segment.slice(position + HEADER, length);
        if (checksum != checksum(segment.slice(position, CHECKSUM_AT), payload.duplicate(), position)) {
            return Optional.empty();
        }
        byte[] bytes = new byte[length];
        payload.get(bytes);
        return Optional.of(new Entry(magic == SEAL, segment.getLong(position + 8), segment.getLong(position + 16),
                segment.getInt(position + 24), checksum, position, bytes));
    }

    private int checksum(ByteBuffer header, ByteBuffer payload, int position) {
        ByteBuffer salt = ByteBuffer.allocate(28).putLong(journal.getMostSignificantBits())
                .putLong(journal.getLeastSignificantBits())
                .putLong(segmentFirst).putInt(position).flip();
        CRC32C crc = new CRC32C();
        crc.update(salt);
        crc.update(header);
        crc.update(payload);
        return (int) crc.getValue();
    }
}
