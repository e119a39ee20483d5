package dev.vigil.lcd.model;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Prints and reads a {@link Line}. */
final class LineText {
    /** Longest text of one line; longer input is refused rather than read. */
    static final int MAX_LENGTH = 1 << 20;
    private static final String PLAIN = "._-/:+@!,~%*[]";

    private LineText() {}

    static boolean isWord(String text) {
        return isAllOf(text, "-._");
    }

    static String print(Line line) {
        StringBuilder out = new StringBuilder(line.verb());
        for (Map.Entry<String, String> field : line.fields().entrySet()) {
            out.append(' ').append(field.getKey()).append('=');
            printValue(field.getValue(), out);
        }
        return out.toString();
    }

    static Line parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a line of " + text.length() + " characters; at most " + MAX_LENGTH + " are read");
        }
        Reader reader = new Reader(text.strip());
        String verb = reader.word("a verb");
        SortedMap<String, String> fields = new TreeMap<>();
        while (reader.skipSpaces()) {
            String name = reader.word("a name");
            reader.expect('=');
            if (fields.put(name, reader.value()) != null) {
                throw reader.wrong("the name " + name + " stands twice");
            }
        }
        return new Line(verb, fields);
    }

    private static void printValue(String value, StringBuilder out) {
        if (isPlain(value)) {
            out.append(value);
            return;
        }
        out.append('"');
        value.chars().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append((char) c);
            }
        });
        out.append('"');
    }

    private static boolean isPlain(String value) {
        return isAllOf(value, PLAIN);
    }

    /** Asked of every name and value of every change that is stored, so without a stream. */
    private static boolean isAllOf(String text, String others) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isAsciiLetterOrDigit(c) && others.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isAsciiLetterOrDigit(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /** A cursor over one line of text. */
    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        boolean skipSpaces() {
            int from = at;
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
            if (at < text.length() && from == at) {
                throw wrong("a space is missing");
            }
            return at < text.length();
        }

        String word(String what) {
            int from = at;
            while (at < text.length() && text.charAt(at) != ' ' && text.charAt(at) != '=') {
                at++;
            }
            String word = text.substring(from, at);
            if (!isWord(word)) {
                at = from;
                throw wrong("\"" + word + "\" is not " + what);
            }
            return word;
        }

        void expect(char wanted) {
            if (at >= text.length() || text.charAt(at) != wanted) {
                throw wrong("'" + wanted + "' is missing");
            }
            at++;
        }

        String value() {
            if (at < text.length() && text.charAt(at) == '"') {
                return quoted();
            }
            int from = at;
            while (at < text.length() && text.charAt(at) != ' ') {
                at++;
            }
            String value = text.substring(from, at);
            if (!isPlain(value)) {
                throw wrong("the value \"" + value + "\" must stand in double quotes");
            }
            return value;
        }

        private String quoted() {
            StringBuilder value = new StringBuilder();
            for (at++; at < text.length(); at++) {
                char c = text.charAt(at);
                if (c == '"') {
                    at++;
                    return value.toString();
                }
                value.append(c == '\\' ? escaped() : c);
            }
            throw wrong("the closing double quote is missing");
        }

        private char escaped() {
            at++;
            char c = at < text.length() ? text.charAt(at) : ' ';
            return switch (c) {
                case '"', '\\' -> c;
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 't' -> '\t';
                default -> throw wrong("\\" + c + " is not an escape; \\\" \\\\ \\n \\r \\t are");
            };
        }

        IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException("column " + (at + 1) + ": " + what + " in: " + shortened());
        }

        private String shortened() {
            return text.length() <= 200 ? text : text.substring(0, 200) + "...";
        }
    }
}
