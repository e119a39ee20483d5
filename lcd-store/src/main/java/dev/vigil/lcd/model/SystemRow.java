package dev.vigil.lcd.model;

/** A node of the cluster; {@code adminAddress} is host:port of its administration, where a peer or a person reaches it. */
public record SystemRow(NodeId node, String adminAddress) implements ConfigRow {
    static final String KIND = "system";

    @Override
    public RowKey key() {
        return keyOf(node);
    }

    public static RowKey keyOf(NodeId node) {
        return new RowKey(KIND, node.value());
    }

    @Override
    public Line toLine() {
        return Line.of(KIND).with("node", node).with("admin", adminAddress);
    }

    static SystemRow parse(Line line) {
        return new SystemRow(new NodeId(line.get("node")), line.get("admin"));
    }
}
