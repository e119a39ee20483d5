package dev.vigil.platform;

import java.util.HexFormat;

/** The hardware address of a network interface: 48 bits, the first byte on the wire in the highest place. */
public record MacAddress(long bits) {
    /** How many bytes a hardware address has on the wire. */
    public static final int LENGTH = 6;

    private static final long LARGEST = 0xFFFF_FFFF_FFFFL;

    public MacAddress {
        if (bits < 0 || bits > LARGEST) {
            throw new IllegalArgumentException("hardware address " + Long.toHexString(bits) + " has more than 48 bits");
        }
    }

    /** Reads the six bytes as they stand on the wire. */
    public static MacAddress of(byte[] wire) {
        if (wire.length != LENGTH) {
            throw new IllegalArgumentException("a hardware address has 6 bytes, not " + wire.length);
        }
        long bits = 0;
        for (byte part : wire) {
            bits = (bits << 8) | (part & 0xFF);
        }
        return new MacAddress(bits);
    }

    /** The six bytes as they stand on the wire; a fresh array each time. */
    public byte[] toBytes() {
        byte[] wire = new byte[LENGTH];
        for (int place = 0; place < LENGTH; place++) {
            wire[place] = (byte) (bits >>> (8 * (LENGTH - 1 - place)));
        }
        return wire;
    }

    @Override
    public String toString() {
        return HexFormat.ofDelimiter(":").formatHex(toBytes());
    }
}
