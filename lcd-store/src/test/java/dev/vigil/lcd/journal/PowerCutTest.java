package dev.vigil.lcd.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Power cuts at any instant. {@code -Dvigil.powercuts=N} sets the number of lives, each of several cuts; a failure names its seed. */
class PowerCutTest {
    private static final int LIVES = Integer.getInteger("vigil.powercuts", 300);

    @Test
    void noPowerCutLosesOrGarblesWhatWasAcknowledged() {
        PowerCuts cuts = new PowerCuts(1);
        while (cuts.lives() < LIVES) {
            cuts.live();
        }
        System.out.println(cuts);
        assertTrue(cuts.isEventful(), "the lives were too quiet to show anything");
    }

    @Test
    void aDiskThatForcesNothingIsNoticed() {
        assertTrue(failures(PowerLossFiles::ignoreForces) > 30, "a journal that is not forced seems to lose nothing");
    }

    @Test
    void aDiskThatForcesNoNamesIsNoticed() {
        assertTrue(failures(PowerLossFiles::ignoreFolderForces) > 30, "a folder that is not forced seems to lose nothing");
    }

    private static int failures(Consumer<PowerLossFiles> lie) {
        int failures = 0;
        for (int seed = 1; seed <= 60; seed++) {
            PowerCutLife life = new PowerCutLife(seed);
            lie.accept(life.files);
            try {
                life.run();
            } catch (AssertionError loss) {
                failures++;
            }
        }
        return failures;
    }
}
