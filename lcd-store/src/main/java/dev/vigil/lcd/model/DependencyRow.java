package dev.vigil.lcd.model;

/** The parent needs the child: the child starts first and stops last. */
public record DependencyRow(Tag parent, Tag child) implements ConfigRow {
    static final String KIND = "dependency";

    @Override
    public RowKey key() {
        return keyOf(parent, child);
    }

    public static RowKey keyOf(Tag parent, Tag child) {
        return new RowKey(KIND, parent.value() + " " + child.value());
    }

    @Override
    public Line toLine() {
        return Line.of(KIND).with("parent", parent).with("child", child);
    }

    static DependencyRow parse(Line line) {
        return new DependencyRow(new Tag(line.get("parent")), new Tag(line.get("child")));
    }
}
