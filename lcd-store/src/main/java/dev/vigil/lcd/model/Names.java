package dev.vigil.lcd.model;

import java.util.regex.Pattern;

/** What a name in the LCD may look like; one rule for nodes, tags, paths, flags, so that every name can stand in one word of text. */
final class Names {
    static final int MAX_LENGTH = 64;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_!][A-Za-z0-9._!/-]{0," + (MAX_LENGTH - 1) + "}");

    private Names() {}

    static String check(String kind, String value) {
        if (!WORD.matcher(value).matches()) {
            throw new IllegalArgumentException(kind + " \"" + shown(value) + "\" is not a name: 1 to " + MAX_LENGTH
                    + " letters, digits and . _ - / !, beginning with a letter, a digit, _ or !");
        }
        return value;
    }

    /** It may come from anywhere, and is told on a terminal. */
    private static String shown(String value) {
        String plain = value.replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= MAX_LENGTH ? plain : plain.substring(0, MAX_LENGTH) + "...";
    }
}
