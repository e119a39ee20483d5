package dev.vigil.lcd.journal;

/**
 * The limits of a journal.
 *
 * @param presence whether a folder without a journal may become a new one
 * @param segmentBytes a segment is closed when the next group would make it longer
 * @param stepBytes by how much a segment is lengthened at a time
 * @param blockBytes groups begin at multiples of this, so that no sector holding an acknowledged record is ever written again; not above what
 *        any disk writes as one
 * @param maxRecordBytes a longer payload is refused
 * @param maxQueuedBytes with so many waiting, further appends are refused
 */
public record JournalOptions(Presence presence, int segmentBytes, int stepBytes, int blockBytes, int maxRecordBytes,
        int maxQueuedBytes) {
    /** Whether the caller knows that there was a journal. */
    public enum Presence {
        /** A folder that never held a journal gets one. */
        MAY_BE_NEW,
        /** There was one: its absence is damage. */
        MUST_EXIST
    }

    private static final int KIB = 1024;
    private static final int MAX_BYTES = 256 * KIB * KIB;

    public JournalOptions {
        check("blockBytes", blockBytes, 512, 64 * KIB);
        check("stepBytes", stepBytes, blockBytes, MAX_BYTES);
        check("segmentBytes", segmentBytes, 4 * blockBytes, MAX_BYTES);
        check("maxRecordBytes", maxRecordBytes, 1, MAX_BYTES / 2);
        check("maxQueuedBytes", maxQueuedBytes, maxRecordBytes + KIB, MAX_BYTES);
        if (Integer.bitCount(blockBytes) != 1) {
            throw new IllegalArgumentException("blockBytes " + blockBytes + " is not a power of two");
        }
    }

    public static JournalOptions defaults(Presence presence) {
        return new JournalOptions(presence, 8 * KIB * KIB, 512 * KIB, 4 * KIB, 8 * KIB * KIB, 32 * KIB * KIB);
    }

    private static void check(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " " + value + " is not between " + least + " and " + most);
        }
    }
}
