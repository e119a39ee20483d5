package dev.vigil.platform.posix;

/** The checksum of the Internet protocols (RFC 1071). */
final class Checksum {
    private Checksum() {}

    /** The complement of a sum of 16-bit words, its carries added in. */
    static short folded(int sum) {
        int folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xFFFF) + (folded >>> 16);
        }
        return (short) ~folded;
    }
}
