package dev.vigil.platform;

/** Thrown at the start, once, where the node cannot run; the message is written for the operator. */
public final class UnsupportedPlatformException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnsupportedPlatformException(String message) {
        super(message);
    }

    public UnsupportedPlatformException(String message, Throwable cause) {
        super(message, cause);
    }
}
