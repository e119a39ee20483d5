package dev.vigil.cli;

import java.util.Map;
import java.util.TreeMap;

/** A row of the configuration database as the administration tells it: {@code instance id=10.77.1.100 node=alpha tag=web}. */
record LcdRow(String kind, Map<String, String> fields) {
    static LcdRow parse(String text) {
        int blank = text.indexOf(' ');
        String kind = blank < 0 ? text : text.substring(0, blank);
        Map<String, String> fields = new TreeMap<>();
        int at = kind.length();
        while (at < text.length()) {
            int equal = text.indexOf('=', at);
            if (equal < 0) {
                break;
            }
            StringBuilder value = new StringBuilder();
            int end = value(text, equal + 1, value);
            fields.put(text.substring(at, equal).strip(), value.toString());
            at = end;
        }
        return new LcdRow(kind, fields);
    }

    /** Appends the value that begins here, without its quotes; returns where it ends. A pattern would need a stack as deep as it is long. */
    private static int value(String text, int from, StringBuilder value) {
        boolean isQuoted = from < text.length() && text.charAt(from) == '"';
        int at = isQuoted ? from + 1 : from;
        while (at < text.length() && text.charAt(at) != (isQuoted ? '"' : ' ')) {
            boolean isEscape = isQuoted && text.charAt(at) == '\\' && at + 1 < text.length();
            value.append(isEscape ? unescaped(text.charAt(at + 1)) : text.charAt(at));
            at += isEscape ? 2 : 1;
        }
        return at + 1;
    }

    private static char unescaped(char letter) {
        return switch (letter) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> letter;
        };
    }

    /** The value, or nothing: a row of another version may lack a field. */
    String get(String name) {
        return fields.getOrDefault(name, "");
    }

    boolean has(String name, String value) {
        return get(name).equals(value);
    }
}
