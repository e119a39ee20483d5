package dev.vigil.lcd.model;

/** One row of the configuration database. */
public sealed interface Row permits ConfigRow, StatusRow {
    RowKey key();

    /** The row as text, read back by {@link Rows#parse}. */
    Line toLine();
}
