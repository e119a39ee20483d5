package dev.vigil.lcd.store;

import java.io.IOException;
import java.io.Serial;

/** The database is whole, but holds what only a newer version of the program knows. Nothing of it was changed. */
public final class NewerDatabase extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    NewerDatabase(String message, Throwable cause) {
        super(message, cause);
    }
}
