package dev.vigil.lcd.model;

/** One row put or removed. */
public sealed interface Change {
    String REMOVE = "remove";

    /** The row takes the place of whatever stood under its key. */
    record Put(Row row) implements Change {}

    /** Whatever stands under the key goes; nothing there is no error. */
    record Remove(RowKey key) implements Change {}

    /** The row itself stands for putting it; {@code remove} names a key. */
    default Line toLine() {
        return switch (this) {
            case Put put -> put.row().toLine();
            case Remove remove -> Line.of(REMOVE).with("kind", remove.key().kind()).with("name", remove.key().name());
        };
    }

    static Change parse(Line line) {
        if (line.verb().equals(REMOVE)) {
            return new Remove(new RowKey(line.get("kind"), line.get("name")));
        }
        return new Put(Rows.parse(line));
    }
}
