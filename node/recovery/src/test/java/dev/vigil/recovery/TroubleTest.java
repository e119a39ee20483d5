package dev.vigil.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.RecoveryDirection;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.TypeId;
import dev.vigil.lcd.model.TypeRow;
import org.junit.jupiter.api.Test;

/** Kits that fail or do not answer, disks that are full, configurations that nobody agrees to. */
class TroubleTest {
    private final TestCluster cluster = TestCluster.running("alpha", "bravo");
    private final Tag web = new Tag("web");

    private void fails(String node, String action) {
        cluster.node(node).kitAnswers.put(action, new Outcome.Failed("it is broken"));
    }

    private void unknown(String node, String action) {
        cluster.node(node).kitAnswers.put(action, new Outcome.Unknown("it took too long"));
    }

    @Test
    void aFailedCheckIsRepairedWhereItIs() {
        cluster.protectWeb();
        fails("alpha", "QUICK_CHECK/web");
        cluster.pass(Duration.ofSeconds(6));
        assertTrue(cluster.node("alpha").log.stream().anyMatch(line -> line.contains("note recovered")), cluster.story());
        assertEquals("web=alpha web-ip=alpha", cluster.where("web", "web-ip"));
    }

    @Test
    void aResourceThatCannotBeRepairedMovesAndIsBarredHere() {
        cluster.protectWeb();
        fails("alpha", "QUICK_CHECK/web");
        fails("alpha", "RECOVER/web");
        cluster.pass(Duration.ofSeconds(6));
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
        assertEquals(ResourceState.OSF, cluster.state("alpha", "web"));
        assertEquals(ResourceState.OSU, cluster.state("alpha", "web-ip"));
    }

    @Test
    void checksBeginOnlyAfterTheRestore() {
        cluster.node("alpha").answersKits = false;
        cluster.post("alpha", TestCluster.create("web", "alpha"));
        cluster.pass(Duration.ofSeconds(60));
        assertTrue(cluster.node("alpha").log.stream().noneMatch(line -> line.contains("QUICK_CHECK")), cluster.story());
    }

    @Test
    void threeChecksThatCannotTellAreAFailure() {
        cluster.protectWeb();
        unknown("alpha", "QUICK_CHECK/web");
        cluster.pass(Duration.ofSeconds(12));
        assertTrue(cluster.node("alpha").log.stream().noneMatch(line -> line.contains("resource-failed")), cluster.story());
        cluster.pass(Duration.ofSeconds(6));
        assertTrue(cluster.node("alpha").log.stream().anyMatch(line -> line.contains("resource-failed")), cluster.story());
    }

    @Test
    void withNowhereToGoItIsDownAndTriedAgainEachMinute() {
        cluster.protectWeb();
        cluster.kill("bravo");
        fails("alpha", "QUICK_CHECK/web");
        fails("alpha", "RECOVER/web");
        cluster.pass(Duration.ofSeconds(6));
        assertEquals("web= web-ip=alpha", cluster.where("web", "web-ip"));
        cluster.node("alpha").kitAnswers.clear();
        cluster.pass(Duration.ofSeconds(61));
        assertEquals("web=alpha web-ip=alpha", cluster.where("web", "web-ip"));
        assertEquals(ResourceState.ISP, cluster.state("alpha", "web"));
    }

    @Test
    void aTypeThatRecoversLocallyIsNeverMoved() {
        cluster.does("alpha", new Request.CreateResource(TestCluster.resource("disk", "local", false),
                TestCluster.instance("disk", "alpha", 1), Request.After.IN_SERVICE));
        cluster.does("alpha",
                new Request.Extend(new Tag("disk"), new NodeId("bravo"), List.of(TestCluster.instance("disk", "bravo", 2))));
        fails("alpha", "QUICK_CHECK/disk");
        cluster.pass(Duration.ofSeconds(6));
        assertEquals("disk=", cluster.where("disk"));
        cluster.node("alpha").kitAnswers.clear();
        cluster.pass(Duration.ofSeconds(61));
        assertEquals("disk=alpha", cluster.where("disk"));
    }

    @Test
    void aRestoreThatFailsOnTheTakerComesBack() {
        cluster.protectWeb();
        fails("bravo", "RESTORE/web");
        String refusal = cluster.refuses("alpha", TestCluster.switchover("web"));
        assertTrue(refusal.startsWith("FAILED: web could not be brought in service on bravo: it is broken"), refusal);
        assertEquals("web=alpha web-ip=alpha", cluster.where("web", "web-ip"));
        assertEquals(ResourceState.OSF, cluster.state("bravo", "web"));
    }

    @Test
    void anUnknownRestoreIsRemovedBeforeItGoesElsewhere() {
        cluster.protectWeb();
        unknown("bravo", "RESTORE/web");
        cluster.refuses("alpha", TestCluster.switchover("web"));
        assertTrue(cluster.node("bravo").log.stream().anyMatch(line -> line.contains("call REMOVE web ")), cluster.story());
        assertEquals("web=alpha web-ip=alpha", cluster.where("web", "web-ip"));
    }

    @Test
    void anUnknownRemoveKeepsTheUnitWhereItIs() {
        cluster.protectWeb();
        unknown("alpha", "REMOVE/web");
        String refusal = cluster.refuses("alpha", TestCluster.switchover("web"));
        assertTrue(refusal.startsWith("UNKNOWN: web could not be taken out of service on alpha"), refusal);
        assertEquals("web=alpha web-ip=alpha", cluster.where("web", "web-ip"));
        assertEquals(ResourceState.ILLSTATE, cluster.state("alpha", "web"));
        cluster.node("alpha").kitAnswers.clear();
        cluster.does("bravo", new Request.OutOfService(web));
        assertEquals("web= web-ip=alpha", cluster.where("web", "web-ip"));
    }

    @Test
    void aRestoreThatFailsOnAnOperatorsWordStopsAndSaysWhy() {
        cluster.protectWeb();
        cluster.does("alpha", new Request.OutOfService(new Tag("web-ip")));
        fails("alpha", "RESTORE/web");
        String refusal = cluster.refuses("bravo", new Request.InService(web, Optional.of(new NodeId("alpha"))));
        assertTrue(refusal.contains("it is broken"), refusal);
        assertEquals("web= web-ip=alpha", cluster.where("web", "web-ip"));
        assertEquals(ResourceState.OSF, cluster.state("alpha", "web"));
    }

    @Test
    void aResourceThatCannotBeRestoredIsNotCreated() {
        fails("alpha", "RESTORE/web");
        String refusal = cluster.refuses("bravo", TestCluster.create("web", "alpha"));
        assertTrue(refusal.contains("it is broken"), refusal);
        assertTrue(cluster.node("bravo").view.lcd().config().resources().isEmpty());
        assertEquals(cluster.node("alpha").disk, cluster.node("bravo").disk);
        cluster.node("alpha").kitAnswers.clear();
        cluster.does("bravo", TestCluster.create("web", "alpha"));
    }

    @Test
    void aNodeThatCannotBeExtendedToSaysWhy() {
        cluster.does("alpha", TestCluster.create("web", "alpha"));
        fails("bravo", "CAN_EXTEND/web");
        Request extend = new Request.Extend(web, new NodeId("bravo"), List.of(TestCluster.instance("web", "bravo", 2)));
        assertTrue(cluster.refuses("alpha", extend).contains("it is broken"));
        cluster.node("bravo").kitAnswers.clear();
        fails("bravo", "EXTEND/web");
        assertTrue(cluster.refuses("alpha", extend).contains("it is broken"));
        assertEquals(1, cluster.node("bravo").view.lcd().config().instances().size());
        cluster.node("bravo").kitAnswers.clear();
        cluster.does("bravo", extend);
    }

    private static Request addType(String name) {
        return new Request.ChangeConfig("type " + name,
                List.of(new Change.Put(new TypeRow(new TypeId(name), RecoveryDirection.REMOTE))), List.of());
    }

    @Test
    void aSilentNodeStopsChangesUnlessNamed() {
        cluster.kill("bravo");
        assertTrue(cluster.refuses("alpha", addType("generic")).contains("bravo"));
        cluster.does("alpha", new Request.ChangeConfig("type", List.of(
                new Change.Put(new TypeRow(new TypeId("generic"), RecoveryDirection.REMOTE))), List.of(new NodeId("bravo"))));
        cluster.node("bravo").start(cluster.now);
        cluster.meetAll();
        assertEquals(new Revision(2), cluster.node("bravo").disk.config().number());
        assertEquals(cluster.node("alpha").disk, cluster.node("bravo").disk);
    }

    @Test
    void ofTwoChangesAtOnceTheLowerNodeWins() {
        RequestId first = cluster.post("alpha", addType("one"));
        RequestId second = cluster.post("bravo", addType("two"));
        cluster.settle();
        assertTrue(cluster.node("alpha").replies.get(first) instanceof Reply.Done, cluster.story());
        assertTrue(cluster.node("bravo").replies.get(second) instanceof Reply.Refused, cluster.story());
        assertEquals(cluster.node("alpha").disk.config(), cluster.node("bravo").disk.config());
    }

    @Test
    void aPeerThatDoesNotAnswerIsNamed() {
        cluster.cut("alpha", "bravo");
        RequestId id = cluster.post("alpha", addType("one"));
        cluster.settle();
        cluster.pass(Duration.ofSeconds(6));
        assertTrue(cluster.node("alpha").replies.get(id) instanceof Reply.Refused refused
                && refused.sentence().contains("bravo did not answer"), cluster.story());
        assertEquals(new Revision(1), cluster.node("alpha").disk.config().number());
    }

    @Test
    void aCircleIsNamed() {
        cluster.protectWeb();
        String refusal = cluster.refuses("alpha", new Request.CreateDependency(new Tag("web-ip"), web));
        assertTrue(refusal.contains("web needs web-ip needs web"), refusal);
    }

    @Test
    void aFullDiskStopsChangesAndMovesNothing() {
        cluster.protectWeb();
        TestNode alpha = cluster.node("alpha");
        alpha.isDiskBroken = true;
        assertTrue(cluster.refuses("alpha", TestCluster.switchover("web")).length() > 0);
        cluster.settle();
        assertTrue(cluster.refuses("alpha", addType("one")).contains("disk"));
        alpha.isDiskBroken = false;
        alpha.take(cluster.now, new Event.StorageRecovered());
        cluster.settle();
        cluster.does("alpha", addType("one"));
        assertEquals(alpha.disk, cluster.node("bravo").disk);
    }

    @Test
    void nothingIsTakenOverWhileTheDiskIsFullAndThenItIs() {
        cluster.protectWeb();
        TestNode bravo = cluster.node("bravo");
        bravo.take(cluster.now, new Event.StoreFailed(bravo.disk, "disk full"));
        cluster.kill("alpha");
        assertEquals("web= web-ip=", cluster.where("web", "web-ip"));
        bravo.take(cluster.now, new Event.StorageRecovered());
        cluster.settle();
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
    }

    @Test
    void shutdownTakesOutOrHandsOver() {
        cluster.protectWeb();
        cluster.does("alpha", new Request.Shutdown(Request.ShutdownStrategy.SWITCH_OVER));
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
        cluster.kill("alpha");
        cluster.does("bravo", new Request.Shutdown(Request.ShutdownStrategy.OUT_OF_SERVICE));
        assertEquals("web= web-ip=", cluster.where("web", "web-ip"));
        cluster.node("bravo").start(cluster.now);
        cluster.settle();
        assertEquals("web= web-ip=", cluster.where("web", "web-ip"), "it must wait for alpha");
        cluster.does("bravo", new Request.InService(web, Optional.empty()));
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
    }

    @Test
    void aTakerThatDiesIsFollowedByTheGiver() {
        cluster.protectWeb();
        cluster.node("bravo").answersKits = false;
        RequestId id = cluster.post("alpha", TestCluster.switchover("web"));
        cluster.settle();
        cluster.kill("bravo");
        assertEquals("web=alpha web-ip=alpha", cluster.where("web", "web-ip"));
        assertTrue(cluster.node("alpha").replies.get(id) instanceof Reply.Refused);
    }

    @Test
    void aLostOfferIsMadeAgain() {
        cluster.protectWeb();
        cluster.cuts.put("alpha>bravo", true);
        cluster.post("alpha", TestCluster.switchover("web"));
        cluster.settle();
        assertEquals("web= web-ip=", cluster.where("web", "web-ip"));
        cluster.mend();
        cluster.node("alpha").take(cluster.now, new Event.LinkReset(new NodeId("bravo")));
        cluster.settle();
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
    }

    @Test
    void aPassedRequestWhoseNodeDiesIsUnknown() {
        cluster.protectWeb();
        cluster.node("alpha").answersKits = false;
        RequestId id = cluster.post("bravo", new Request.OutOfService(web));
        cluster.settle();
        cluster.node("bravo").take(cluster.now,
                new Event.PeerChanged(new NodeId("alpha"), PeerHealth.DEAD, Duration.ofSeconds(1)));
        assertTrue(cluster.node("bravo").replies.get(id) instanceof Reply.Refused refused
                && refused.refusal() == Reply.Refusal.UNKNOWN, cluster.story());
    }
}
