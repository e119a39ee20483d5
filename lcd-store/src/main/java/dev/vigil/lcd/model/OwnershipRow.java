package dev.vigil.lcd.model;

/** The highest epoch under which a node ever owned a unit, and whether it still does. Stored before the first start of a resource. */
public record OwnershipRow(NodeId node, UnitId unit, Epoch epoch, boolean isHeld) implements StatusRow {

    static final String KIND = "ownership";

    @Override
    public RowKey key() {
        return keyOf(unit);
    }

    public static RowKey keyOf(UnitId unit) {
        return new RowKey(KIND, unit.value());
    }

    @Override
    public Line toLine() {
        return Line.of(KIND).with("node", node).with("unit", unit).with("epoch", epoch).with("held", isHeld ? "yes" : "no");
    }

    static OwnershipRow parse(Line line) {
        return new OwnershipRow(new NodeId(line.get("node")), new UnitId(line.get("unit")),
                new Epoch(Long.parseLong(line.get("epoch"))),
                line.get("held").equals("yes"));
    }
}
