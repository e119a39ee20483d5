package dev.vigil.lcd.model;

/** A resource type: the kit of that name serves it. */
public record TypeRow(TypeId type, RecoveryDirection direction) implements ConfigRow {
    static final String KIND = "type";

    @Override
    public RowKey key() {
        return keyOf(type);
    }

    public static RowKey keyOf(TypeId type) {
        return new RowKey(KIND, type.value());
    }

    @Override
    public Line toLine() {
        return Line.of(KIND).with("type", type).with("direction", direction);
    }

    static TypeRow parse(Line line) {
        return new TypeRow(new TypeId(line.get("type")), RecoveryDirection.valueOf(line.get("direction")));
    }
}
