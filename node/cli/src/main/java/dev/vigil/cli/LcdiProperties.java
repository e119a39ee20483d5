package dev.vigil.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code -v} holds: words of the form {@code name=value} where the type has a property of that name, or {@code limit.ACTION=seconds};
 * all other words, joined by blanks, are the info that the scripts get. A value with blanks stands in double quotes: {@code name="a b"}.
 */
record LcdiProperties(Map<String, String> values, String info) {
    private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]++|\"[^\"]*+\"?)++");
    private static final Pattern NAMED = Pattern.compile("([A-Za-z][A-Za-z0-9.-]*)=(.*)", Pattern.DOTALL);
    private static final String LIMIT = "limit.";

    static LcdiProperties of(String text, List<String> names) {
        Map<String, String> values = new TreeMap<>();
        List<String> others = new ArrayList<>();
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            Matcher named = NAMED.matcher(words.group());
            if (named.matches() && (names.contains(named.group(1)) || named.group(1).startsWith(LIMIT))) {
                values.put(named.group(1), named.group(2).replace("\"", ""));
            } else {
                others.add(words.group());
            }
        }
        return new LcdiProperties(values, values.isEmpty() ? text : String.join(" ", others));
    }

    static List<String> namesOf(JsonObject type) {
        return type.objects("properties").stream().map(property -> property.text("name")).toList();
    }
}
