package dev.vigil.server.fencing;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

import dev.vigil.platform.ProcessOutcome;

/**
 * What one run of an agent says. By the interface 0 is success, and for {@code status} that the power is on; 2 is for {@code status} that
 * it is off; anything else a failure.
 *
 * @param code of the exit, {@link #NONE} when it did not exit by itself
 * @param words the last that it wrote, on one line and without its secrets
 */
record AgentAnswer(int code, String words, String output) {

    static final int NONE = -1;
    static final int DONE = 0;
    static final int OFF = 2;
    private static final int LONGEST = 300;
    private static final String HIDDEN = "***";

    static AgentAnswer of(ProcessOutcome outcome, Collection<String> secrets) {
        return switch (outcome) {
            case ProcessOutcome.Exited exited -> new AgentAnswer(exited.code(), words("exit code " + exited.code(),
                    exited.output().text() + "\n" + exited.errors().text(), secrets), exited.output().text());
            case ProcessOutcome.TimedOut late -> new AgentAnswer(NONE, words(
                    String.format(Locale.ROOT, "no answer within %.1f s", late.limit().toMillis() / 1000.0),
                    late.errors().text(), secrets), "");
            case ProcessOutcome.Terminated ended -> new AgentAnswer(NONE, "it was ended", "");
            case ProcessOutcome.CouldNotStart none -> new AgentAnswer(NONE, "it could not be started: " + none.reason(), "");
        };
    }

    boolean isDone() {
        return code == DONE;
    }

    /** Whether it came to an end that it chose itself. */
    boolean hasExited() {
        return code != NONE;
    }

    private static String words(String first, String text, Collection<String> secrets) {
        List<String> lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        String words = lines.isEmpty() ? first : first + ": " + lines.getLast();
        for (String secret : secrets) {
            words = secret.isEmpty() ? words : words.replace(secret, HIDDEN);
        }
        String printable = words.codePoints().map(point -> Character.isISOControl(point) ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST) + "...";
    }
}
