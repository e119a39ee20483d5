package dev.vigil.recovery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Rows;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/** The small lists inside peer notes and requests, as text. */
final class WireText {
    private WireText() {}

    static String tags(Collection<Tag> tags) {
        return String.join(",", tags.stream().map(Tag::value).toList());
    }

    static SortedSet<Tag> parseTags(String text) {
        SortedSet<Tag> tags = new TreeSet<>();
        words(text).forEach(word -> tags.add(new Tag(word)));
        return tags;
    }

    static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(","));
    }

    static List<Line> epochs(SortedMap<UnitId, Epoch> units) {
        return units.entrySet().stream().map(e -> Line.of("unit").with("unit", e.getKey()).with("epoch", e.getValue())).toList();
    }

    static SortedMap<UnitId, Epoch> parseEpochs(List<Line> lines) {
        SortedMap<UnitId, Epoch> units = new TreeMap<>();
        lines.forEach(line -> units.put(new UnitId(line.get("unit")), new Epoch(Long.parseLong(line.get("epoch")))));
        return units;
    }

    static List<Decision.Target> parseTargets(List<Line> lines) {
        List<Decision.Target> targets = new ArrayList<>();
        for (int at = 0; at + 1 < lines.size(); at += 2) {
            if (!(Rows.parse(lines.get(at)) instanceof ResourceRow resource)
                    || !(Rows.parse(lines.get(at + 1)) instanceof InstanceRow instance)) {
                throw new IllegalArgumentException("a resource and its instance are expected");
            }
            targets.add(new Decision.Target(resource, instance));
        }
        return targets;
    }
}
