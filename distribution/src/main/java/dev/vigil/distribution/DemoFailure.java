package dev.vigil.distribution;

/** The demonstration cannot go on; the message says why, with the output of what failed. */
final class DemoFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message);
    }
}
