package dev.vigil.lcd.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** What can become of the file of H2 while nobody has it open. */
public enum H2Damage {
    /** Nothing. */
    NONE,
    /** It is gone. */
    DELETED,
    /** It is empty. */
    EMPTIED,
    /** Its end is missing, from anywhere. */
    CUT,
    /** Sectors anywhere in it hold zeros or something else. */
    OVERWRITTEN;

    private static final int SECTOR = 512;
    private static final int MOST_SECTORS = 24;

    public static H2Damage any(Random random) {
        return values()[random.nextInt(values().length)];
    }

    /** Does it to the database in this folder of an LCD; a file that is not there stays away. */
    public void strike(Path lcd, Random random) throws IOException {
        Path database = lcd.resolve("h2").resolve("lcd.mv.db");
        if (!Files.exists(database)) {
            return;
        }
        switch (this) {
            case NONE -> {
            }
            case DELETED -> Files.delete(database);
            case EMPTIED -> Files.write(database, new byte[0]);
            case CUT, OVERWRITTEN -> tear(database, random);
        }
    }

    private void tear(Path database, Random random) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
            long length = file.length();
            if (length == 0) {
                return;
            }
            if (this == CUT) {
                file.setLength(random.nextLong(length));
                return;
            }
            byte[] sector = new byte[SECTOR];
            if (random.nextBoolean()) {
                random.nextBytes(sector);
            }
            for (int i = random.nextInt(MOST_SECTORS); i >= 0; i--) {
                file.seek(random.nextLong(length) / SECTOR * SECTOR);
                file.write(sector);
            }
        }
    }
}
