package dev.vigil.lcd.model;

/** A communication path: one network between two nodes, told by an address (host:port) on each side. */
public record PathRow(PathId path, NodeId first, String firstAddress, NodeId second, String secondAddress) implements ConfigRow {

    static final String KIND = "path";

    public PathRow {
        if (first.equals(second)) {
            throw new IllegalArgumentException("path " + path + " joins node " + first + " to itself");
        }
    }

    public boolean touches(NodeId node) {
        return node.equals(first) || node.equals(second);
    }

    /** The other end, seen from {@code node}. */
    public NodeId peerOf(NodeId node) {
        return node.equals(first) ? second : first;
    }

    public String addressOf(NodeId node) {
        return node.equals(first) ? firstAddress : secondAddress;
    }

    @Override
    public RowKey key() {
        return keyOf(path);
    }

    public static RowKey keyOf(PathId path) {
        return new RowKey(KIND, path.value());
    }

    @Override
    public Line toLine() {
        return Line.of(KIND).with("path", path).with("first", first).with("first-address", firstAddress)
                .with("second", second).with("second-address", secondAddress);
    }

    static PathRow parse(Line line) {
        return new PathRow(new PathId(line.get("path")), new NodeId(line.get("first")), line.get("first-address"),
                new NodeId(line.get("second")), line.get("second-address"));
    }
}
