package dev.vigil.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

/** RC-119 in whole lives: two nodes with the safety check on, and the network of the clients beside their paths. */
class SafetyLifeTest {
    private static final List<Long> SEEDS = LongStream.rangeClosed(1, 16).boxed().toList();
    private static final String GIVEN = """
            # two nodes with the safety check on
            world burst=1 delay=200000ns jitter=0ms lasts=60s loss=0 repeat=0 seed=%d
            given
              resource tag=web type=generic needs=web-ip p.policy.safety-check=on
              resource tag=web-ip type=ip p.policy.safety-check=on
            faults
            """;
    private static final String CUT = """
              cut at=0:20.000 for=10s from=alpha path=alpha-bravo/lan1 to=bravo
              cut at=0:20.000 for=10s from=alpha path=alpha-bravo/lan2 to=bravo
              cut at=0:20.000 for=10s from=bravo path=alpha-bravo/lan1 to=alpha
              cut at=0:20.000 for=10s from=bravo path=alpha-bravo/lan2 to=alpha
            """;
    private static final String POWER_OFF = "  power-off at=0:20.000 for=30s node=alpha\n";

    private static Life live(long seed, String faults) {
        return new World(ScenarioText.parse(GIVEN.formatted(seed) + faults)).live();
    }

    private static boolean isTakenOver(Life life) {
        return life.trace().stream().anyMatch(line -> line.contains("failover-begins"));
    }

    private static boolean isCutWithThePaths(long seed) {
        return new SplitMix64(seed).fork("clients").below(2) == 0;
    }

    @Test
    void whoStillServesKeepsIt() {
        for (long seed : SEEDS) {
            Life life = live(seed, CUT);
            assertEquals(Optional.empty(), life.broken(), "seed " + seed);
            assertEquals(isCutWithThePaths(seed), isTakenOver(life), "seed " + seed);
            assertTrue(life.trace().stream().anyMatch(line -> line.contains("ask-safety")), "seed " + seed);
        }
        assertTrue(SEEDS.stream().anyMatch(SafetyLifeTest::isCutWithThePaths));
        assertFalse(SEEDS.stream().allMatch(SafetyLifeTest::isCutWithThePaths));
    }

    @Test
    void whoLosesItsPowerDoesNotAnswer() {
        for (long seed : SEEDS) {
            Life life = live(seed, POWER_OFF);
            assertEquals(Optional.empty(), life.broken(), "seed " + seed);
            assertTrue(isTakenOver(life), "seed " + seed);
        }
    }
}
