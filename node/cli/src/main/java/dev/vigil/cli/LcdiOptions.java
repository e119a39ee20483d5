package dev.vigil.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The options of one LCDI command, read as {@code getopt} does: {@code letters} names them, a colon behind those that take a value. A
 * value is the rest of the word ({@code -f:}) or the next word. What stands behind {@code --} is kept as it is.
 */
final class LcdiOptions {
    private static final String END = "--";
    private final String letters;
    private final Map<Character, String> values = new TreeMap<>();
    private final List<String> rest = new ArrayList<>();

    private LcdiOptions(String letters) {
        this.letters = letters;
    }

    static LcdiOptions parse(String letters, List<String> words) {
        LcdiOptions options = new LcdiOptions(letters);
        Deque<String> left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            String word = left.pop();
            if (word.equals(END)) {
                options.rest.addAll(left);
                return options;
            }
            options.read(word, left);
        }
        return options;
    }

    private void read(String word, Deque<String> left) {
        if (word.length() < 2 || word.charAt(0) != '-') {
            throw wrong("\"" + word + "\" belongs to no option.");
        }
        for (int at = 1; at < word.length(); at++) {
            char letter = word.charAt(at);
            int place = letter == ':' ? -1 : letters.indexOf(letter);
            if (place < 0) {
                throw wrong("There is no option -" + letter + ".");
            }
            if (place + 1 == letters.length() || letters.charAt(place + 1) != ':') {
                values.put(letter, "");
                continue;
            }
            values.put(letter, valueOf(letter, word.substring(at + 1), left));
            return;
        }
    }

    private static String valueOf(char letter, String attached, Deque<String> left) {
        if (!attached.isEmpty()) {
            return attached;
        }
        if (left.isEmpty()) {
            throw wrong("The option -" + letter + " needs a value.");
        }
        return left.pop();
    }

    /** The verb adds its synopsis as a hint. */
    private static Failure wrong(String sentence) {
        return LcdiExit.SYNTAX.because(sentence, "");
    }

    boolean has(char letter) {
        return values.containsKey(letter);
    }

    Optional<String> find(char letter) {
        return Optional.ofNullable(values.get(letter));
    }

    /** The value, or nothing. */
    String get(char letter) {
        return find(letter).orElse("");
    }

    /** What stands behind two dashes. */
    List<String> rest() {
        return List.copyOf(rest);
    }
}
