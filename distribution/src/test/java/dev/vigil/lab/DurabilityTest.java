package dev.vigil.lab;

import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A little of {@code ./lab durability} for every commit, each time under another seed, which a failure names. */
@Tag("lab")
class DurabilityTest {
    private static final int STORE_KILLS = 12;
    private static final int NODE_KILLS = 5;
    private final long seed = RandomGenerator.getDefault().nextInt(1_000_000);
    @TempDir
    private Path folder = Path.of("");

    @Test
    void noKillOfAProcessThatWritesThroughTheStoreLosesAnything() throws Exception {
        System.out.println("seed " + seed + ": " + Durability.storeKills(folder, seed, STORE_KILLS));
    }

    @Test
    void noKillOfANodeLosesWhatItsClientsWereTold() throws Exception {
        System.out.println("seed " + seed + ": " + Durability.nodeKills(folder.toRealPath(), seed, NODE_KILLS));
    }

    @Test
    void aFullDiskRefusesInWordsStopsNothingAndPasses() throws Exception {
        System.out.println(Durability.fullDisk(folder.toRealPath(), 1));
    }
}
