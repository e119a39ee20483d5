package dev.vigil.comm.heartbeat;

import static dev.vigil.comm.heartbeat.PairWorld.ALPHA;
import static dev.vigil.comm.heartbeat.PairWorld.BRAVO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.comm.heartbeat.LivenessEvent.PeerChanged;
import dev.vigil.comm.heartbeat.LivenessEvent.SummarySeen;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.Timing;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatMachineTest {
    private static final PathId LAN1 = new PathId("lan1");

    /** Two nodes that have met; the story so far is dropped. */
    private static PairWorld met(int paths) {
        PairWorld world = new PairWorld(Timing.DEFAULT, 1, paths).millis(1000);
        world.story();
        return world;
    }

    @Test
    void bothMeetWithinTwoIntervals() {
        PairWorld world = new PairWorld(Timing.DEFAULT, 1, 1).millis(10);
        assertEquals(List.of("alpha lan1 ALIVE", "alpha peer ALIVE", "bravo lan1 ALIVE", "bravo peer ALIVE"), world.story());
    }

    @Test
    void aPeerNeverHeardIsUnknownNotDead() {
        PairWorld world = new PairWorld(Timing.DEFAULT, 1, 2).cutBoth("lan1").cutBoth("lan2").millis(60_000);
        assertEquals(List.of("alpha lan1 SILENT", "alpha lan2 SILENT", "bravo lan1 SILENT", "bravo lan2 SILENT"), world.story());
        assertEquals(PeerHealth.UNKNOWN, world.alpha.machine.health(BRAVO));
    }

    @Test
    void oneSilentPathOfTwoKillsNobody() {
        PairWorld world = met(2).cutBoth("lan1").millis(2000);
        assertEquals(List.of("alpha lan1 SUSPECT", "bravo lan1 SUSPECT", "alpha lan1 SILENT", "bravo lan1 SILENT"),
                sortedByStep(world));
        assertEquals(PeerHealth.ALIVE, world.alpha.machine.health(BRAVO));
    }

    private static List<String> sortedByStep(PairWorld world) {
        List<String> story = new java.util.ArrayList<>(world.story());
        story.subList(0, 2).sort(null);
        story.subList(2, 4).sort(null);
        return story;
    }

    @Test
    void allPathsSilentIsDeadAfterDetectionAndNotBefore() {
        PairWorld world = met(2);
        world.bravo.isOff = true;
        world.millis(490);
        assertEquals(PeerHealth.ALIVE, world.alpha.machine.health(BRAVO));
        world.millis(40);
        assertEquals(PeerHealth.DEAD, world.alpha.machine.health(BRAVO));
    }

    @Test
    void aLifeThatIsKnownToBeOverIsNotWaitedFor() {
        PairWorld world = met(2);
        Incarnation life = world.alpha.machine.incarnation(BRAVO);
        world.bravo.isOff = true;
        assertEquals(List.of(), world.alpha.machine.ended(new Ticks(world.now), BRAVO, new Incarnation(99, 99)));
        List<LivenessEvent> events = world.alpha.machine.ended(new Ticks(world.now), BRAVO, life);
        assertEquals(new LivenessEvent.LifeEnded(BRAVO, life), events.getFirst());
        assertEquals(PeerHealth.DEAD, world.alpha.machine.health(BRAVO));
        assertEquals(List.of(), world.alpha.machine.ended(new Ticks(world.now), BRAVO, life), "said again it changes nothing");
        world.millis(2000);
        assertEquals(PeerHealth.DEAD, world.alpha.machine.health(BRAVO));
    }

    @Test
    void nothingOfALifeThatIsOverIsTakenAndTheNextOneIs() {
        PairWorld world = met(2);
        world.alpha.machine.ended(new Ticks(world.now), BRAVO, world.alpha.machine.incarnation(BRAVO));
        world.millis(1000);
        assertEquals(PeerHealth.DEAD, world.alpha.machine.health(BRAVO), "what it sent before comes late, or is a lie");
        world.bravo.restart();
        world.millis(1000);
        assertEquals(PeerHealth.ALIVE, world.alpha.machine.health(BRAVO));
    }

    @Test
    void oneWayCutIsDeafOnTheHearingSideAndDeadOnTheOther() {
        PairWorld world = met(2).cut(ALPHA, "lan1").cut(ALPHA, "lan2").millis(2000);
        assertEquals(PeerHealth.DEAF, world.alpha.machine.health(BRAVO));
        assertEquals(PeerHealth.DEAD, world.bravo.machine.health(ALPHA));
        assertTrue(world.alpha.machine.paths().values().stream().allMatch(PathHealth.SILENT::equals));
        assertTrue(world.bravo.machine.paths().values().stream().allMatch(PathHealth.SILENT::equals));
    }

    @Test
    void whoIsNotHeardKnowsItBeforeItIsHeldForDead() {
        PairWorld world = met(2).cut(ALPHA, "lan1").cut(ALPHA, "lan2").millis(2000);
        List<String> verdicts = world.story().stream().filter(line -> line.contains(" peer ")).toList();
        assertEquals(List.of("alpha peer DEAF", "bravo peer DEAD"), verdicts);
    }

    @Test
    void aPeerThatStoodStillIsNotDeaf() {
        PairWorld world = met(2);
        world.bravo.isSpeakingUnread = true;
        world.bravo.frozenUntil = world.now + 490_000_000L;
        world.millis(1000);
        assertTrue(world.story().stream().noneMatch(line -> line.endsWith("DEAF") || line.endsWith("DEAD")));
    }

    @Test
    void crossedOneWayCutsKeepThePeerAliveThoughNoPathIs() {
        PairWorld world = met(2).cut(ALPHA, "lan1").cut(BRAVO, "lan2").millis(2000);
        assertEquals(PeerHealth.ALIVE, world.alpha.machine.health(BRAVO));
        assertEquals(PeerHealth.ALIVE, world.bravo.machine.health(ALPHA));
        assertTrue(world.alpha.machine.paths().values().stream().allMatch(PathHealth.SILENT::equals));
    }

    @Test
    void aHealIsSeenByBothWithinTwoDelaysOfTheFirstHeartbeat() {
        PairWorld world = met(1);
        world.delayNanos = 2_000_000;
        world.millis(500).cutBoth("lan1").millis(2000).heal();
        world.story();
        long healed = world.now;
        world.millis(60);
        long first = Math.min(aliveAt(world, ALPHA), aliveAt(world, BRAVO));
        long both = Math.max(aliveAt(world, ALPHA), aliveAt(world, BRAVO));
        assertTrue(both - first <= 2_000_000, "one sees it " + (both - first) + " ns after the other");
        assertTrue(both - healed <= Timing.DEFAULT.interval().toNanos() + 6_500_000, "healed for both after " + (both - healed));
        assertTrue(world.story().stream().noneMatch(line -> line.endsWith("DEAF")), "a heal is no deafness");
    }

    private static long aliveAt(PairWorld world, dev.vigil.lcd.model.NodeId by) {
        return world.seen.stream().filter(one -> one.by().equals(by))
                .filter(one -> one.event() instanceof PeerChanged peer && peer.health() == PeerHealth.ALIVE)
                .mapToLong(one -> one.at().nanos()).findFirst().orElseThrow();
    }

    @Test
    void aHungControllerIsSilenceThoughThePathLives() {
        PairWorld world = met(1);
        world.bravo.isControllerHung = true;
        world.millis(1100);
        assertEquals(List.of("alpha peer DEAD"), world.story());
        assertEquals(PathHealth.ALIVE, world.alpha.machine.paths().get(LAN1));
        world.bravo.isControllerHung = false;
        world.millis(100);
        assertEquals(List.of("alpha peer ALIVE"), world.story());
    }

    @Test
    void ownStallSaysSoAndAccusesNobody() {
        PairWorld world = met(2);
        world.alpha.frozenUntil = world.now + 3_000_000_000L;
        world.millis(4000);
        List<String> story = world.story();
        assertTrue(story.contains("alpha stalled"), story.toString());
        assertTrue(story.stream().noneMatch(line -> line.startsWith("alpha peer") || line.startsWith("alpha lan")),
                story.toString());
        assertTrue(story.contains("bravo peer DEAD"), "the other side cannot know: " + story);
        assertEquals(PeerHealth.ALIVE, world.bravo.machine.health(ALPHA));
    }

    @Test
    void aStallOfBothAtOnceKillsNobody() {
        PairWorld world = met(2);
        world.alpha.frozenUntil = world.now + 1_700_000_000L;
        world.bravo.frozenUntil = world.now + 1_690_000_000L;
        world.millis(4000);
        assertTrue(world.story().stream().noneMatch(line -> line.endsWith("DEAD") || line.endsWith("DEAF")));
    }

    @Test
    void aStallPostponesTheVerdictByItsOwnLength() {
        PairWorld world = met(1);
        world.bravo.isOff = true;
        world.millis(300);
        world.alpha.frozenUntil = world.now + 400_000_000L;
        world.millis(580);
        assertEquals(PeerHealth.ALIVE, world.alpha.machine.health(BRAVO));
        world.millis(60);
        assertEquals(PeerHealth.DEAD, world.alpha.machine.health(BRAVO));
    }

    @Test
    void aRestartedPeerIsAnotherLife() {
        PairWorld world = met(1);
        world.bravo.machine.summary(new Summary(4, 5, new Revision(6), false, Opaque.NONE));
        world.millis(30);
        world.seen.clear();
        world.bravo.isOff = true;
        world.millis(100);
        world.bravo.restart();
        world.millis(100);
        List<LivenessEvent> summaries = world.seen.stream().map(PairWorld.Seen::event).filter(SummarySeen.class::isInstance)
                .filter(
                        event -> event instanceof SummarySeen seen && seen.peer().equals(BRAVO))
                .toList();
        assertEquals(List.of(new SummarySeen(BRAVO, new Incarnation(2, 78), Summary.NOTHING)), summaries);
        assertEquals(PeerHealth.ALIVE, world.alpha.machine.health(BRAVO));
    }

    @Test
    void replayedOverheardAndForeignHeartbeatsAreDropped() {
        PairWorld world = met(1);
        world.isRecording = true;
        world.millis(100);
        Heartbeat last = world.wire.stream().filter(one -> one.sender().equals(BRAVO)).reduce((a, b) -> b).orElseThrow();
        Ticks now = new Ticks(world.now);
        HeartbeatMachine alpha = world.alpha.machine;
        assertEquals(Acceptance.REPLAYED, alpha.heard(now, LAN1, last).acceptance());
        assertEquals(Acceptance.OLD_LIFE, alpha.heard(now, LAN1, with(last, new Incarnation(0, 77))).acceptance());
        assertEquals(Acceptance.CLONED_IDENTITY, alpha.heard(now, LAN1, with(last, new Incarnation(1, 99))).acceptance());
        assertEquals(Acceptance.UNKNOWN_PATH, alpha.heard(now, new PathId("lan9"), last).acceptance());
    }

    @Test
    void aRecordingCannotReviveADeadPeerNorKillAnUnknownOne() {
        PairWorld world = met(1);
        world.isRecording = true;
        world.millis(2000);
        List<Heartbeat> recorded = world.wire.stream().filter(one -> one.sender().equals(BRAVO)).toList();
        world.bravo.isOff = true;
        world.alpha.restart();
        world.story();
        HeartbeatMachine alpha = world.alpha.machine;
        for (Heartbeat heartbeat : recorded) {
            world.millis(25);
            alpha.heard(new Ticks(world.now), LAN1, heartbeat);
        }
        world.millis(2000);
        assertTrue(world.story().stream().noneMatch(line -> line.endsWith("ALIVE") || line.endsWith("DEAD")));
        assertEquals(PeerHealth.UNKNOWN, alpha.health(BRAVO));
    }

    private static Heartbeat with(Heartbeat old, Incarnation life) {
        return new Heartbeat(old.sender(), life, old.sequence() + 1, old.sentAt(), old.path(), old.heard(), old.controllerAge(),
                old.ownStall(), old.detection(), old.summary(), old.version());
    }

    @Test
    void aPathTakenOutAndBackKeepsItsNumbers() {
        PairWorld world = met(2);
        world.alpha.machine.configure(new Ticks(world.now), List.of(new PathToPeer(LAN1, BRAVO)), Timing.DEFAULT);
        world.millis(1000);
        List<PathToPeer> both = world.paths.stream().map(path -> new PathToPeer(path, BRAVO)).toList();
        world.alpha.machine.configure(new Ticks(world.now), both, Timing.DEFAULT);
        world.millis(100);
        assertEquals(List.of("bravo lan2 SUSPECT", "bravo lan2 SILENT", "alpha lan2 ALIVE", "bravo lan2 ALIVE"),
                world.story().stream().sorted(java.util.Comparator.comparing((String line) -> line.endsWith("ALIVE"))).toList());
        assertEquals(PathHealth.ALIVE, world.bravo.machine.paths().get(new PathId("lan2")));
    }

    @Test
    void statisticsMeasureRoundTripAndLoss() {
        PairWorld world = met(1);
        world.delayNanos = 3_000_000;
        world.loss = 0.2;
        world.run(Duration.ofMinutes(10));
        PathStatistics lan1 = world.alpha.machine.statistics().getFirst().paths().getFirst();
        assertEquals(0.2, lan1.loss(), 0.03);
        assertEquals(6.0, lan1.roundTrip().toNanos() / 1e6, 0.5);
    }
}
