package dev.vigil.comm.trust;

/** Why a file, a request or an invitation cannot be trusted: a code for the program, a sentence and a hint for the operator. */
public final class TrustFault extends Exception {
    private static final long serialVersionUID = 1;
    private final Code code;
    private final String hint;

    /** What is wrong; stable, so that a caller may switch on it. */
    public enum Code {
        MISSING, UNREADABLE, UNWRITABLE, GARBAGE, PERMISSIONS, KEY_MISMATCH, WRONG_AUTHORITY, BAD_REQUEST, BAD_INVITATION, LIMIT
    }

    public TrustFault(Code code, String sentence, String hint) {
        super(sentence);
        this.code = code;
        this.hint = hint;
    }

    public TrustFault(Code code, String sentence, String hint, Throwable cause) {
        super(sentence, cause);
        this.code = code;
        this.hint = hint;
    }

    public Code code() {
        return code;
    }

    /** The sentence that says what is wrong, naming the file where there is one. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** What the operator can do about it. */
    public String hint() {
        return hint;
    }
}
