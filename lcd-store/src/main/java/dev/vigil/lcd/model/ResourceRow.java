package dev.vigil.lcd.model;

/** A resource of the cluster: what holds for its tag on every node. */
public record ResourceRow(Tag tag, TypeId type, UnitId unit, Initialization initialization, Switchback switchback,
        boolean localRecovery) implements ConfigRow {

    static final String KIND = "resource";

    public ResourceRow inUnit(UnitId other) {
        return new ResourceRow(tag, type, other, initialization, switchback, localRecovery);
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
        return Line.of(KIND).with("tag", tag).with("type", type).with("unit", unit).with("init", initialization)
                .with("switchback", switchback).with("local-recovery", localRecovery ? "yes" : "no");
    }

    static ResourceRow parse(Line line) {
        return new ResourceRow(new Tag(line.get("tag")), new TypeId(line.get("type")), new UnitId(line.get("unit")),
                Initialization.valueOf(line.get("init")), Switchback.valueOf(line.get("switchback")),
                line.get("local-recovery").equals("yes"));
    }
}
