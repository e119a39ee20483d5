package dev.vigil.comm;

import java.nio.ByteBuffer;
import java.util.UUID;

/** Tells one cluster from another on the same network; made once by {@code cluster init}. */
public record ClusterId(UUID value) {
    public static final int BYTES = 16;

    public static ClusterId parse(String text) {
        return new ClusterId(UUID.fromString(text));
    }

    public byte[] toBytes() {
        return ByteBuffer.allocate(BYTES).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits())
                .array();
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
