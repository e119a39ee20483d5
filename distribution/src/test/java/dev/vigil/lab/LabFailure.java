package dev.vigil.lab;

/** The lab itself could not do what it was asked to; says nothing about the product under test. */
public final class LabFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LabFailure(String message) {
        super(message);
    }

    public LabFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
