package dev.vigil.comm;

/** A message to one peer; the payload is copied. */
public final class OutgoingMessage {
    /** What fits into one datagram; a longer message is never urgent. */
    public static final int MAX_URGENT_BYTES = 1_100;
    /** What fits into one frame of 16 MiB beside its own fields. */
    public static final int MAX_BYTES = 16 * 1024 * 1024 - 256;

    private final byte[] payload;
    private final Urgency urgency;

    public OutgoingMessage(byte[] payload, Urgency urgency) {
        if (payload.length > MAX_BYTES) {
            throw new IllegalArgumentException("a message of " + payload.length + " bytes is longer than " + MAX_BYTES);
        }
        this.payload = payload.clone();
        this.urgency = payload.length > MAX_URGENT_BYTES ? Urgency.ORDINARY : urgency;
    }

    public byte[] payload() {
        return payload.clone();
    }

    public int length() {
        return payload.length;
    }

    /** {@link Urgency#ORDINARY} for every message longer than {@link #MAX_URGENT_BYTES}. */
    public Urgency urgency() {
        return urgency;
    }
}
