package dev.vigil.cli;

/** What a script learns from {@code vigil} without reading its words. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int UNREACHABLE = 3;
    static final int NOT_ALLOWED = 4;

    private ExitCode() {}
}
