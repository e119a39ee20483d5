package dev.vigil.server.settings;

/** Something that a person must mend before the program can go on: what is wrong, and what would be right. */
public final class Trouble extends Exception {
    private static final long serialVersionUID = 1L;
    private final String hint;

    public Trouble(String sentence, String hint) {
        super(sentence);
        this.hint = hint;
    }

    public Trouble(String sentence, String hint, Throwable cause) {
        super(sentence, cause);
        this.hint = hint;
    }

    public String hint() {
        return hint;
    }
}
