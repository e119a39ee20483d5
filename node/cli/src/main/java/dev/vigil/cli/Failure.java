package dev.vigil.cli;

/** A command that was not carried out: the exit code, one sentence that says what is wrong, and one that says what to do. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int exitCode;
    private final String code;
    private final String hint;

    Failure(int exitCode, String sentence, String hint) {
        this(exitCode, "", sentence, hint);
    }

    /** {@code code} is the server's own word for why it refused. */
    Failure(int exitCode, String code, String sentence, String hint) {
        super(sentence);
        this.exitCode = exitCode;
        this.code = code;
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

    /** Why the server refused; empty when it was not asked or did not answer. */
    String code() {
        return code;
    }

    String sentence() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    String hint() {
        return hint;
    }
}
