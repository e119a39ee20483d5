package dev.vigil.comm.heartbeat;

/** Every message of {@code stream} up to {@code sequence} has been delivered. */
public record Acknowledgement(long stream, long sequence) {
    public static final Acknowledgement NONE = new Acknowledgement(0, 0);
}
