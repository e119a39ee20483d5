package dev.vigil.comm.heartbeat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.comm.heartbeat.LivenessEvent.PathChanged;
import dev.vigil.comm.heartbeat.LivenessEvent.PeerChanged;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.Timing;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LivenessInvariantsTest {
    @ParameterizedTest
    @ValueSource(strings = {"default", "fast"})
    void thirtyPercentLossOnTwoPathsKillsNobodyInSimulatedHours(String profile) {
        Timing timing = profile.equals("fast") ? Timing.FAST : Timing.DEFAULT;
        int hours = profile.equals("fast") ? 1 : 4;
        PairWorld world = new PairWorld(timing, 42, 2).millis(1000);
        world.loss = 0.3;
        world.story();
        Duration largest = Duration.ZERO;
        for (int i = 0; i < hours * 60; i++) {
            world.run(Duration.ofMinutes(1));
            List<String> verdicts = world.story().stream().filter(line -> line.contains(" peer ")).toList();
            assertEquals(List.of(), verdicts);
            Duration recent = world.alpha.machine.statistics().getFirst().largestJointSilence();
            largest = recent.compareTo(largest) > 0 ? recent : largest;
        }
        System.out.printf("profile %s: %d simulated hours of 30 %% loss on two paths, largest joint silence %.1f ms of %d ms%n",
                profile,
                hours, largest.toNanos() / 1e6, timing.detection().toMillis());
        assertTrue(largest.multipliedBy(2).compareTo(timing.detection()) < 0, "less than twice the headroom: " + largest);
    }

    @Test
    void noStoryOfFaultsBreaksTheRules() {
        for (long seed = 1; seed <= 150; seed++) {
            oneStory(seed);
        }
    }

    /** Cuts, heals, stalls and losses in random order; after each the rules are checked. */
    private static void oneStory(long seed) {
        SplittableRandom dice = new SplittableRandom(seed);
        Timing timing = dice.nextBoolean() ? Timing.DEFAULT : Timing.FAST;
        long detection = timing.detection().toMillis();
        long longest = timing.longest().toMillis();
        PairWorld world = new PairWorld(timing, seed, 1 + dice.nextInt(3));
        world.loss = dice.nextBoolean() ? 0 : 0.1;
        world.millis(4 * detection);
        for (int step = 0; step < 12; step++) {
            PathId path = world.paths.get(dice.nextInt(world.paths.size()));
            PairWorld.Host host = dice.nextBoolean() ? world.alpha : world.bravo;
            world.seen.clear();
            switch (dice.nextInt(4)) {
                case 0 -> cutOneWay(world, host.id, path, longest, seed);
                case 1 -> world.heal().millis(3 * detection);
                case 2 -> stall(world, host, detection * (1 + dice.nextInt(20)) / 4, seed);
                default -> world.millis(dice.nextLong(3 * detection));
            }
        }
        world.heal().millis(4 * longest);
        assertEquals(PeerHealth.ALIVE, world.alpha.machine.health(PairWorld.BRAVO), "seed " + seed);
        assertEquals(PeerHealth.ALIVE, world.bravo.machine.health(PairWorld.ALPHA), "seed " + seed);
    }

    private static void cutOneWay(PairWorld world, NodeId from, PathId path, long longest, long seed) {
        world.cut(from, path.value()).millis(3 * longest);
        world.seen.clear();
        world.millis(longest);
        assertFalse(world.alpha.machine.paths().get(path) == PathHealth.ALIVE, "seed " + seed);
        assertFalse(world.bravo.machine.paths().get(path) == PathHealth.ALIVE, "seed " + seed);
        assertTrue(
                world.seen.stream().noneMatch(one -> one.event() instanceof PathChanged changed && changed.path().equals(path)),
                "seed " + seed);
    }

    /** The one that stood still, with all paths whole, accuses nobody afterwards. */
    private static void stall(PairWorld world, PairWorld.Host host, long millis, long seed) {
        world.heal().millis(1100);
        world.seen.clear();
        world.host(host.id).frozenUntil = world.now + millis * 1_000_000;
        world.millis(millis + 1000);
        assertTrue(world.seen.stream().filter(one -> one.by().equals(host.id))
                .noneMatch(one -> one.event() instanceof PeerChanged changed && changed.health() != PeerHealth.ALIVE),
                "seed " + seed + ": " + world.seen);
    }
}
