package dev.vigil.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.ResourceState;
import org.junit.jupiter.api.Test;

/** Cuts, one-way cuts, stalls and restarts: what happens when two nodes may own one unit. */
class HealTest {
    private final TestCluster cluster = TestCluster.running("alpha", "bravo");

    private void cutBoth() {
        cluster.cut("alpha", "bravo");
        cluster.health("alpha", "bravo", PeerHealth.DEAD);
        cluster.health("bravo", "alpha", PeerHealth.DEAD);
        cluster.settle();
    }

    private void mendBoth() {
        cluster.mend();
        cluster.meetAll();
    }

    @Test
    void afterBothWereCutTheHigherEpochKeeps() {
        cluster.protectWeb();
        cutBoth();
        assertEquals("web=alpha+bravo web-ip=alpha+bravo", cluster.where("web", "web-ip"));
        mendBoth();
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
        assertTrue(cluster.node("alpha").log.stream().anyMatch(line -> line.contains("call REMOVE web HEAL")));
        assertEquals(Decision.GateState.OPEN, cluster.node("alpha").gate);
        assertEquals(ResourceState.OSU, cluster.state("alpha", "web"));
        assertEquals(ResourceState.ISP, cluster.state("bravo", "web"));
    }

    @Test
    void theKeeperAnnouncesAtOnceAndFourTimesMore() {
        cluster.protectWeb();
        cutBoth();
        mendBoth();
        int before = announcements("bravo");
        assertTrue(before >= 1, cluster.story());
        cluster.pass(Duration.ofSeconds(30));
        assertEquals(before + 4, announcements("bravo"), cluster.story());
        assertEquals(0, announcements("alpha"), cluster.story());
    }

    private int announcements(String node) {
        return (int) cluster.node(node).log.stream().filter(line -> line.contains("call " + Action.ANNOUNCE + " web-ip")).count();
    }

    @Test
    void theLoserShutsItsGateInTheSameStep() {
        cluster.protectWeb();
        cutBoth();
        cluster.mend();
        cluster.node("alpha").answersKits = false;
        cluster.meetAll();
        assertEquals(Decision.GateState.SHUT, cluster.node("alpha").gate);
        cluster.node("alpha").answersKits = true;
        cluster.settle();
        assertEquals(Decision.GateState.OPEN, cluster.node("alpha").gate);
    }

    @Test
    void aLoserThatCannotStopKeepsItsGateShutAndTriesAgain() {
        cluster.protectWeb();
        cutBoth();
        cluster.node("alpha").kitAnswers.put("REMOVE/web", new Outcome.Failed("stuck"));
        mendBoth();
        assertEquals(Decision.GateState.SHUT, cluster.node("alpha").gate);
        cluster.node("alpha").kitAnswers.clear();
        cluster.pass(Duration.ofSeconds(11));
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
        assertEquals(Decision.GateState.OPEN, cluster.node("alpha").gate);
    }

    @Test
    void anOwnerThatIsNotHeardTakesDownFirst() {
        cluster.protectWeb();
        cluster.health("alpha", "bravo", PeerHealth.DEAF);
        cluster.settle();
        assertEquals("web= web-ip=", cluster.where("web", "web-ip"));
        cluster.health("bravo", "alpha", PeerHealth.DEAD);
        cluster.settle();
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
        cluster.meetAll();
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
    }

    @Test
    void anAnnouncedTakeOverMakesTheOwnerYield() {
        cluster.protectWeb();
        cluster.cuts.put("alpha>bravo", true);
        cluster.health("bravo", "alpha", PeerHealth.DEAD);
        cluster.settle();
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
    }

    @Test
    void aPathThatReturnsMovesNothingAndIsAnnounced() {
        cluster.protectWeb();
        cluster.path("alpha", "bravo", PathHealth.SILENT);
        cluster.path("alpha", "bravo", PathHealth.ALIVE);
        cluster.settle();
        assertEquals(1, announcements("alpha"));
        assertEquals("web=alpha web-ip=alpha", cluster.where("web", "web-ip"));
    }

    @Test
    void aStalledOwnerGoesOnOnceItsPeerConfirms() {
        cluster.protectWeb();
        TestNode alpha = cluster.node("alpha");
        alpha.take(cluster.now, new Event.SelfStalled(Duration.ofSeconds(3)));
        assertEquals(Decision.GateState.SHUT, alpha.gate);
        cluster.settle();
        assertEquals(Decision.GateState.OPEN, alpha.gate);
        assertEquals(1, announcements("alpha"), cluster.story());
        assertEquals("web=alpha web-ip=alpha", cluster.where("web", "web-ip"));
    }

    @Test
    void aStalledOwnerThatWasReplacedTakesDownAndNeverOpens() {
        cluster.protectWeb();
        cluster.cut("alpha", "bravo");
        cluster.health("bravo", "alpha", PeerHealth.DEAD);
        cluster.settle();
        cluster.mend();
        TestNode alpha = cluster.node("alpha");
        int from = alpha.log.size();
        alpha.take(cluster.now, new Event.SelfStalled(Duration.ofSeconds(3)));
        cluster.settle();
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
        assertTrue(alpha.log.subList(from, alpha.log.size()).stream().anyMatch(line -> line.contains("call REMOVE web STALL")),
                cluster.story());
        assertEquals(0, announcements("alpha"));
    }

    @Test
    void aStalledOwnerWhosePeerIsDeadGoesOnAlone() {
        cluster.protectWeb();
        cluster.cut("alpha", "bravo");
        TestNode alpha = cluster.node("alpha");
        alpha.take(cluster.now, new Event.SelfStalled(Duration.ofSeconds(3)));
        cluster.settle();
        assertEquals(Decision.GateState.SHUT, alpha.gate);
        cluster.health("alpha", "bravo", PeerHealth.DEAD);
        cluster.settle();
        assertEquals(Decision.GateState.OPEN, alpha.gate);
    }

    @Test
    void aRestartedOwnerTakesDownFirstAndRestoresWhenItsPeerIsKnown() {
        cluster.protectWeb();
        TestNode alpha = cluster.node("alpha");
        alpha.start(cluster.now);
        assertEquals(Decision.GateState.SHUT, alpha.gate);
        cluster.settle();
        assertEquals("web= web-ip=", cluster.where("web", "web-ip"));
        assertEquals(Decision.GateState.OPEN, alpha.gate);
        assertTrue(alpha.log.stream().anyMatch(line -> line.contains("waiting-for-peers")));
        assertFalse(alpha.log.stream().anyMatch(line -> line.contains("RESTORE web START")));
        cluster.node("bravo").take(cluster.now, new Event.LinkReset(alpha.id));
        cluster.health("alpha", "bravo", PeerHealth.ALIVE);
        cluster.settle();
        assertEquals("web=alpha web-ip=alpha", cluster.where("web", "web-ip"));
        assertEquals(ResourceState.ISP, cluster.state("alpha", "web"));
    }

    @Test
    void aRestartedOwnerThatWasReplacedLeavesTheUnitAlone() {
        cluster.protectWeb();
        TestNode alpha = cluster.node("alpha");
        alpha.isUp = false;
        cluster.health("bravo", "alpha", PeerHealth.DEAD);
        cluster.settle();
        assertEquals("web=alpha+bravo web-ip=alpha+bravo", cluster.where("web", "web-ip"));
        alpha.start(cluster.now);
        cluster.settle();
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
        cluster.meetAll();
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
        assertEquals(ResourceState.OSU, cluster.state("alpha", "web"));
    }
}
