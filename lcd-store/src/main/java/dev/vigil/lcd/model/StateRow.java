package dev.vigil.lcd.model;

/** The state of one resource on one node, with the reason that an operator reads. */
public record StateRow(NodeId node, Tag tag, ResourceState state, String reason) implements StatusRow {

    static final String KIND = "state";

    @Override
    public RowKey key() {
        return keyOf(tag);
    }

    public static RowKey keyOf(Tag tag) {
        return new RowKey(KIND, tag.value());
    }

    @Override
    public Line toLine() {
        return Line.of(KIND).with("node", node).with("tag", tag).with("state", state).with("reason", reason);
    }

    static StateRow parse(Line line) {
        return new StateRow(new NodeId(line.get("node")), new Tag(line.get("tag")), ResourceState.valueOf(line.get("state")),
                line.get("reason"));
    }
}
