package dev.vigil.comm.heartbeat;

import static dev.vigil.comm.heartbeat.PairWorld.BRAVO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.comm.heartbeat.LivenessEvent.PeerChanged;
import dev.vigil.lcd.model.Timing;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AdaptiveDetectionTest {
    private static final Timing STEADY = new Timing("steady", Duration.ofMillis(25), Duration.ofMillis(500));
    /** {@code -Dvigil.adaptive.minutes=6000} makes the long run of it. */
    private static final Duration SHARE = Duration.ofMinutes(Long.getLong("vigil.adaptive.minutes", 3));

    static Stream<AdaptiveDetection.Losses> kinds() {
        return Stream.of(Timing.DEFAULT, Timing.FAST).flatMap(timing -> AdaptiveDetection.kinds(timing).stream());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void lossesKillNobodyWhereTheBoundIsMetAndAreSaidWhereItIsNot(AdaptiveDetection.Losses losses) {
        AdaptiveDetection.Outcome seen = AdaptiveDetection.run(losses, 7, SHARE);
        assertTrue(seen.falseVerdicts() == 0 || !seen.isBoundMet(), seen.toString());
        assertTrue(seen.headroom() >= 2 || seen.time().equals(losses.timing().longest()),
                "less than twice the headroom: " + seen);
    }

    @Test
    void anHourOfCalmShortensAndNothingLessDoes() {
        PairWorld world = new PairWorld(Timing.DEFAULT, 3, 2).run(Duration.ofMinutes(40));
        assertEquals(Duration.ofMillis(500), figures(world.alpha).inForce());
        assertEquals(DetectionReason.USUAL, figures(world.alpha).reason());
        world.run(Duration.ofMinutes(40));
        assertEquals(Duration.ofMillis(300), figures(world.alpha).inForce());
        assertEquals(DetectionReason.SHORTEST, figures(world.alpha).reason());
        assertEquals(Duration.ofMillis(300), world.bravo.machine.heldForDeadAfter());
    }

    @Test
    void aFixedTimeStaysAndStillSaysWhatIsNeeded() {
        PairWorld world = new PairWorld(STEADY, 3, 1);
        world.loss = 0.3;
        world.meanBurst = 5;
        world.run(Duration.ofMinutes(30));
        assertEquals(Duration.ofMillis(500), figures(world.alpha).inForce());
        assertEquals(DetectionReason.FIXED, figures(world.alpha).reason());
        assertFalse(figures(world.alpha).isBoundMet());
        assertTrue(world.story().contains("alpha bound missed"));
    }

    @Test
    void theBoundIsSaidToBeMetAgainWhenTheNetworkIsMended() {
        PairWorld world = new PairWorld(new Timing("adaptive", Duration.ofMillis(100), Duration.ofMillis(400)), 3, 2);
        world.loss = 0.3;
        world.meanBurst = 10;
        world.run(Duration.ofMinutes(3));
        assertTrue(world.story().contains("alpha bound missed"));
        assertEquals(DetectionReason.LONGEST, figures(world.alpha).reason());
        world.loss = 0;
        world.run(Duration.ofHours(30));
        assertTrue(world.story().contains("alpha bound met"));
        assertTrue(figures(world.alpha).isBoundMet());
    }

    @Test
    void thePathThatDiesLengthensAtOnceToWhatTheOtherNeedsAlone() {
        PairWorld world = new PairWorld(Timing.DEFAULT, 11, 2);
        world.loss = 0.3;
        world.run(Duration.ofMinutes(90));
        Duration both = figures(world.alpha).inForce();
        assertTrue(both.compareTo(Duration.ofMillis(450)) < 0, "two paths need no " + both);
        world.story();
        // At once: before the path itself is told to be silent.
        world.cutBoth("lan1").millis(450);
        assertTrue(world.story().stream().noneMatch(line -> line.endsWith("SILENT")));
        Duration alone = figures(world.alpha).inForce();
        assertTrue(alone.compareTo(both.plusMillis(100)) > 0, both + " is not lengthened to more than " + alone);
        world.run(Duration.ofHours(2));
        assertEquals(List.of(), verdicts(world));
        world.heal().run(Duration.ofMinutes(20));
        assertTrue(figures(world.alpha).inForce().compareTo(alone) < 0, "not shortened again: " + figures(world.alpha));
    }

    @Test
    void aPathThatDiesInTheMiddleOfBurstsKillsNobody() {
        for (long seed = 1; seed <= 5; seed++) {
            PairWorld world = new PairWorld(Timing.DEFAULT, seed, 3);
            world.loss = 0.1;
            world.meanBurst = 4;
            world.run(Duration.ofMinutes(10));
            world.story();
            world.cutBoth("lan1").run(Duration.ofMinutes(2));
            world.cutBoth("lan2").run(Duration.ofMinutes(2));
            assertEquals(List.of(), verdicts(world), "seed " + seed);
        }
    }

    @Test
    void threeTimesAStallIsTheLeastForAnHour() {
        PairWorld world = new PairWorld(Timing.DEFAULT, 5, 2).run(Duration.ofMinutes(5));
        world.bravo.frozenUntil = world.now + 330_000_000L;
        world.run(Duration.ofMinutes(1));
        DetectionFigures seen = figures(world.alpha);
        assertEquals(DetectionReason.STALLS, seen.reason());
        assertTrue(seen.inForce().compareTo(Duration.ofMillis(900)) >= 0, seen.toString());
        assertEquals(DetectionReason.STALLS, figures(world.bravo).reason());
        world.run(Duration.ofMinutes(75));
        assertEquals(DetectionReason.HEADROOM, figures(world.alpha).reason());
        assertTrue(figures(world.alpha).inForce().compareTo(Duration.ofMillis(750)) <= 0);
    }

    @Test
    void whatNoTimeCouldHaveOutlastedChangesNothing() {
        PairWorld world = new PairWorld(Timing.DEFAULT, 5, 2).run(Duration.ofMinutes(2));
        world.bravo.frozenUntil = world.now + 3_000_000_000L;
        world.run(Duration.ofMinutes(1));
        world.cutBoth("lan1").cutBoth("lan2").millis(2500).heal().run(Duration.ofMinutes(1));
        assertEquals(Duration.ofMillis(500), figures(world.alpha).inForce());
        assertEquals(2, world.alpha.machine.statistics().getFirst().returns());
    }

    @Test
    void towardsAProgramThatDoesNotTellNothingIsShortened() {
        PairWorld world = new PairWorld(Timing.DEFAULT, 3, 2);
        world.bravo.tells = Duration.ZERO;
        world.run(Duration.ofMinutes(100));
        assertEquals(Duration.ofMillis(500), figures(world.alpha).inForce());
        assertEquals(Duration.ofMillis(500), world.alpha.machine.heldForDeadAfter());
        assertEquals(Duration.ofMillis(500), figures(world.alpha).heldAfter());
    }

    @Test
    void nonsenseThatAPeerTellsMakesItNeitherDeafNorPatientForEver() {
        for (long nanos : new long[]{1, Duration.ofDays(1).toNanos()}) {
            PairWorld world = new PairWorld(Timing.DEFAULT, 3, 2);
            world.bravo.tells = Duration.ofNanos(nanos);
            world.run(Duration.ofSeconds(5));
            assertEquals(PeerHealth.ALIVE, world.alpha.machine.health(BRAVO));
            assertTrue(world.alpha.machine.heldForDeadAfter().compareTo(Duration.ofMillis(50)) >= 0);
            assertTrue(world.alpha.machine.heldForDeadAfter().compareTo(Duration.ofMinutes(5)) <= 0);
        }
    }

    @Test
    void aPeerNeverBelievesToHaveMoreTimeThanItHas() {
        for (long seed = 1; seed <= 6; seed++) {
            PairWorld world = new PairWorld(seed % 2 == 0 ? Timing.FAST : Timing.DEFAULT, seed, 1 + (int) (seed % 3));
            for (int phase = 0; phase < 12; phase++) {
                world.loss = world.random.nextInt(3) * 0.15;
                world.meanBurst = 1 + world.random.nextInt(6);
                world.delayNanos = 100_000 + world.random.nextLong(40_000_000);
                world.heal();
                if (world.random.nextInt(3) == 0) {
                    world.cut(world.random.nextBoolean() ? PairWorld.ALPHA : BRAVO, "lan1");
                }
                for (int second = 0; second < 120; second++) {
                    world.millis(1000);
                    assertNoneIsDeceived(world, seed);
                }
            }
        }
    }

    private static void assertNoneIsDeceived(PairWorld world, long seed) {
        assertTrue(figures(world.alpha).inForce().compareTo(world.bravo.machine.heldForDeadAfter()) >= 0, "seed " + seed);
        assertTrue(figures(world.bravo).inForce().compareTo(world.alpha.machine.heldForDeadAfter()) >= 0, "seed " + seed);
    }

    private static DetectionFigures figures(PairWorld.Host host) {
        return host.machine.statistics().getFirst().detection();
    }

    private static List<String> verdicts(PairWorld world) {
        return world.seen.stream().filter(one -> one.event() instanceof PeerChanged)
                .map(one -> one.by() + " " + one.event()).toList();
    }
}
