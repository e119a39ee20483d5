package dev.vigil.lcd.model;

/** A flag that is set on a node; its existence is its value. */
public record FlagRow(NodeId node, FlagName flag) implements StatusRow {
    static final String KIND = "flag";

    @Override
    public RowKey key() {
        return keyOf(flag);
    }

    public static RowKey keyOf(FlagName flag) {
        return new RowKey(KIND, flag.value());
    }

    @Override
    public Line toLine() {
        return Line.of(KIND).with("node", node).with("flag", flag);
    }

    static FlagRow parse(Line line) {
        return new FlagRow(new NodeId(line.get("node")), new FlagName(line.get("flag")));
    }
}
