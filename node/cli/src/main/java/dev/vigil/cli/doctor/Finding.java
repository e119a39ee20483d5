package dev.vigil.cli.doctor;

/** The answer of one check: a sentence, and what to do when it is not {@link Verdict#OK}. */
public record Finding(Verdict verdict, String name, String sentence, String hint) {
    static Finding ok(String name, String sentence) {
        return new Finding(Verdict.OK, name, sentence, "");
    }

    static Finding warn(String name, String sentence, String hint) {
        return new Finding(Verdict.WARN, name, sentence, hint);
    }

    static Finding fail(String name, String sentence, String hint) {
        return new Finding(Verdict.FAIL, name, sentence, hint);
    }
}
