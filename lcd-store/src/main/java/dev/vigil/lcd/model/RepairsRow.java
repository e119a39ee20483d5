package dev.vigil.lcd.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * When a node began to repair one of its resources in place, oldest first, on the clock of its present life, in whole milliseconds. Kept
 * among the rows, since a repair that ends with a restart of the node was a repair too.
 */
public record RepairsRow(NodeId node, Tag tag, List<Ticks> at) implements StatusRow {

    /** More than this no period may allow. */
    public static final int MOST = 100;

    static final String KIND = "repairs";

    public RepairsRow {
        at = List.copyOf(at);
        if (at.isEmpty() || at.size() > MOST) {
            throw new IllegalArgumentException("repairs of " + tag + ": " + at.size() + " times; it is 1 to " + MOST);
        }
    }

    @Override
    public RowKey key() {
        return keyOf(tag);
    }

    public static RowKey keyOf(Tag tag) {
        return new RowKey(KIND, tag.value());
    }

    @Override
    public Line toLine() {
        return Line.of(KIND).with("node", node).with("tag", tag).with("at",
                at.stream().map(Ticks::toString).collect(Collectors.joining(",")));
    }

    static RepairsRow parse(Line line) {
        return new RepairsRow(new NodeId(line.get("node")), new Tag(line.get("tag")),
                Arrays.stream(line.get("at").split(",", MOST + 1)).map(Ticks::parse).toList());
    }
}
