package dev.vigil.lcd.store;

import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, killed at random moments, all on the same database. {@code -Dvigil.kills=N} sets the number of rounds. */
class StoreKillTest {
    private static final int ROUNDS = Integer.getInteger("vigil.kills", 5);
    @TempDir
    private Path folder;

    @Test
    void noKillLosesWhatWasAcknowledgedWhateverBecomesOfH2() throws Exception {
        StoreKills kills = new StoreKills(folder, new Random().nextLong());
        for (int round = 0; round < ROUNDS; round++) {
            kills.round();
        }
        System.out.println(kills);
    }
}
