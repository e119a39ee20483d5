package dev.vigil.kit;

/** Says to the operator that an instance cannot be served here, and why. */
public final class KitRefusal extends Exception {
    private static final long serialVersionUID = 1;

    public KitRefusal(String sentence) {
        super(sentence);
    }

    /** The reason, for people. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
