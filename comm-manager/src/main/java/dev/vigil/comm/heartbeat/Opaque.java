package dev.vigil.comm.heartbeat;

import java.util.Arrays;
import java.util.HexFormat;

/** A few bytes that the heartbeat carries without knowing what they mean: claims and their echoes. Compared by content. */
public final class Opaque {
    /** More would crowd the urgent messages out of the datagram. */
    public static final int MAX_BYTES = 96;
    public static final Opaque NONE = new Opaque(new byte[0]);

    private final byte[] bytes;

    private Opaque(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies the bytes; refuses more than {@link #MAX_BYTES}. */
    public static Opaque of(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("a heartbeat carries at most " + MAX_BYTES + " opaque bytes, not " + bytes.length);
        }
        return bytes.length == 0 ? NONE : new Opaque(bytes.clone());
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Opaque that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
