package dev.vigil.cli.doctor;

/** What a check comes to; {@code WARN} also says that something could not be looked at. */
public enum Verdict {
    OK("ok"), WARN("warn"), FAIL("FAIL");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    /** As it is printed. */
    public String word() {
        return word;
    }
}
