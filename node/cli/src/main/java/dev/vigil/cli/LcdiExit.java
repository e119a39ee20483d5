package dev.vigil.cli;

/** The exit codes of LCDI, and what becomes of the server's refusals: the one table of both. */
enum LcdiExit {
    DONE(0), SYSTEM(1), SYNTAX(2), INTERNAL(3), EXISTS(4), ILLEGAL(5), OUT_OF_RANGE(6), MISSING(7), NEEDED(8), NO_CONTACT(9);

    private final int code;

    LcdiExit(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** A refusal of this command line itself. */
    Failure because(String sentence, String hint) {
        return new Failure(code, sentence, hint);
    }

    /**
     * What the server's word means to a script. Not now, failed, unknown and not allowed have no number of their own in LCDI: they are
     * all the first, as is a node of this machine that does not answer.
     */
    static LcdiExit of(String word) {
        return switch (word) {
            case "INVALID" -> ILLEGAL;
            case "NOT_FOUND" -> MISSING;
            case "ALREADY_EXISTS" -> EXISTS;
            case "NEEDED" -> NEEDED;
            case "INTERNAL" -> INTERNAL;
            default -> SYSTEM;
        };
    }

    static Failure translated(Failure failure) {
        return new Failure(of(failure.code()).code, failure.code(), failure.sentence(), failure.hint());
    }
}
