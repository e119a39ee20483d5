package dev.vigil.lcd.model;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One resource on one node: its identity there, its place in the cascade (the instances of one tag are its shared equivalency), and
 * the properties its kit reads. {@code info} is a text the kit owns; a check interval of zero means never.
 */
public record InstanceRow(Tag tag, NodeId node, String id, String info, Priority priority, Checks checks,
        SortedMap<String, String> properties) implements ConfigRow {

    static final String KIND = "instance";
    private static final String PROPERTY = "p.";

    /** How often the two checks run. */
    public record Checks(Duration quick, Duration deep) {
        public static final Checks NONE = new Checks(Duration.ZERO, Duration.ZERO);
    }

    public InstanceRow {
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    }

    @Override
    public RowKey key() {
        return keyOf(tag, node);
    }

    public static RowKey keyOf(Tag tag, NodeId node) {
        return new RowKey(KIND, tag.value() + " " + node.value());
    }

    @Override
    public Line toLine() {
        Line line = Line.of(KIND).with("tag", tag).with("node", node).with("id", id).with("info", info).with("priority", priority)
                .with("quick-ms", checks.quick().toMillis()).with("deep-ms", checks.deep().toMillis());
        SortedMap<String, String> named = new TreeMap<>();
        properties.forEach((name, value) -> named.put(PROPERTY + name, value));
        return line.withAll(named);
    }

    static InstanceRow parse(Line line) {
        SortedMap<String, String> properties = new TreeMap<>();
        line.fields().tailMap(PROPERTY).forEach((name, value) -> {
            if (name.startsWith(PROPERTY)) {
                properties.put(name.substring(PROPERTY.length()), value);
            }
        });
        return new InstanceRow(new Tag(line.get("tag")), new NodeId(line.get("node")), line.get("id"), line.get("info"),
                new Priority(Integer.parseInt(line.get("priority"))),
                new Checks(Duration.ofMillis(Long.parseLong(line.get("quick-ms"))),
                        Duration.ofMillis(Long.parseLong(line.get("deep-ms")))),
                properties);
    }
}
