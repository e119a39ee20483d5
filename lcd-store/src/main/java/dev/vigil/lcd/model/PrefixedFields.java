package dev.vigil.lcd.model;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Fields of a line that belong together and begin with the same prefix. */
final class PrefixedFields {
    private static final String HIDDEN = "***";

    private PrefixedFields() {}

    static Line with(Line line, String prefix, SortedMap<String, String> part) {
        Line longer = line;
        for (Map.Entry<String, String> field : part.entrySet()) {
            longer = longer.with(prefix + field.getKey(), field.getValue());
        }
        return longer;
    }

    static SortedMap<String, String> of(Line line, String prefix) {
        SortedMap<String, String> part = new TreeMap<>();
        line.fields().keySet().stream().filter(name -> name.startsWith(prefix))
                .forEach(name -> part.put(name.substring(prefix.length()), line.get(name)));
        return part;
    }

    /** For people: which secrets there are, and not even the sealed text of one. */
    static SortedMap<String, String> hidden(SortedMap<String, String> secrets) {
        SortedMap<String, String> hidden = new TreeMap<>(secrets);
        hidden.replaceAll((name, sealed) -> HIDDEN);
        return hidden;
    }
}
