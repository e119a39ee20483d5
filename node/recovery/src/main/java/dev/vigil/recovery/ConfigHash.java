package dev.vigil.recovery;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.ConfigRow;

/** Tells two documents of the same number apart: FNV-1a over the text of all rows. */
public final class ConfigHash {
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private ConfigHash() {}

    public static long of(Config config) {
        long hash = BASIS;
        for (ConfigRow row : config.rows().values()) {
            String text = row.toLine().toString();
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * PRIME;
            }
            hash = (hash ^ '\n') * PRIME;
        }
        return hash;
    }
}
