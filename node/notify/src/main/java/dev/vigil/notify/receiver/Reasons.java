package dev.vigil.notify.receiver;

import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** What went wrong as one line: the kinds of exceptions and their words, from the outermost inwards, each once. */
public final class Reasons {
    private static final int DEEPEST = 5;
    private static final int LONGEST = 1_000;

    private Reasons() {}

    public static String of(Throwable thrown) {
        List<String> parts = new ArrayList<>();
        Throwable next = thrown;
        for (int depth = 0; next != null && depth < DEEPEST; depth++) {
            String words = words(next);
            if (parts.stream().noneMatch(known -> known.contains(words))) {
                parts.add(words);
            }
            next = next.getCause();
        }
        return shortened(String.join(": ", parts));
    }

    private static String words(Throwable thrown) {
        if (thrown instanceof UnknownHostException) {
            return "the host " + thrown.getMessage() + " is not known";
        }
        return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
    }

    /** An answer as one line of bounded length, without what would play with a terminal. */
    public static String shortened(String text) {
        String plain = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "...";
    }
}
