package dev.vigil.cli;

/** A command that was not carried out: the exit code, one sentence that says what is wrong, and one that says what to do. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int exitCode;
    private final String hint;

    Failure(int exitCode, String sentence, String hint) {
        super(sentence);
        this.exitCode = exitCode;
        this.hint = hint;
    }

    static Failure unreachable(String sentence, String hint) {
        return new Failure(ExitCode.UNREACHABLE, sentence, hint);
    }

    static Failure failed(String sentence, String hint) {
        return new Failure(ExitCode.FAILED, sentence, hint);
    }

    static Failure usage(String sentence, String hint) {
        return new Failure(ExitCode.USAGE, sentence, hint);
    }

    int exitCode() {
        return exitCode;
    }

    String sentence() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    String hint() {
        return hint;
    }
}
