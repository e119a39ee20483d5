package dev.vigil.cli;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A row of the configuration database as the administration tells it: {@code instance id=10.77.1.100 node=alpha tag=web}. */
record LcdRow(String kind, Map<String, String> fields) {
    private static final Pattern FIELD = Pattern.compile(" ([^ =]+)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^ ]*))");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    static LcdRow parse(String text) {
        int blank = text.indexOf(' ');
        Map<String, String> fields = new TreeMap<>();
        Matcher matcher = FIELD.matcher(text);
        while (matcher.find()) {
            String quoted = matcher.group(2);
            fields.put(matcher.group(1), quoted == null ? matcher.group(3) : unescaped(quoted));
        }
        return new LcdRow(blank < 0 ? text : text.substring(0, blank), fields);
    }

    private static String unescaped(String quoted) {
        return ESCAPED.matcher(quoted).replaceAll(found -> Matcher.quoteReplacement(switch (found.group(1)) {
            case "n" -> "\n";
            case "r" -> "\r";
            case "t" -> "\t";
            default -> found.group(1);
        }));
    }

    /** The value, or nothing: a row of another version may lack a field. */
    String get(String name) {
        return fields.getOrDefault(name, "");
    }

    boolean has(String name, String value) {
        return get(name).equals(value);
    }
}
