package dev.vigil.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.Tag;
import org.junit.jupiter.api.Test;

/** Creation, extension, moves and the death of a node, played by whole controllers. */
class LifeOfAHierarchyTest {
    private final TestCluster cluster = TestCluster.running("alpha", "bravo");

    @Test
    void isCreatedExtendedAndJoined() {
        cluster.protectWeb();
        assertEquals("web=alpha web-ip=alpha", cluster.where("web", "web-ip"));
        assertEquals(ResourceState.ISP, cluster.state("alpha", "web"));
        assertEquals(ResourceState.OSU, cluster.state("bravo", "web"));
        assertEquals(cluster.node("alpha").disk, cluster.node("alpha").view.lcd());
        assertEquals(cluster.node("alpha").disk, cluster.node("bravo").disk);
    }

    @Test
    void movesByRequestAskedAnywhere() {
        cluster.protectWeb();
        cluster.does("bravo", TestCluster.switchover("web-ip"));
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
        assertEquals(ResourceState.ISP, cluster.state("bravo", "web"));
        assertEquals(ResourceState.OSU, cluster.state("alpha", "web-ip"));
        cluster.does("bravo", new Request.Switchover(new Tag("web"), Optional.of(new NodeId("alpha"))));
        assertEquals("web=alpha web-ip=alpha", cluster.where("web", "web-ip"));
    }

    @Test
    void aPlannedMoveHasExactlyTwoBarriersOnItsPath() {
        cluster.protectWeb();
        TestNode alpha = cluster.node("alpha");
        TestNode bravo = cluster.node("bravo");
        int a = alpha.log.size();
        int b = bravo.log.size();
        cluster.does("alpha", TestCluster.switchover("web"));
        List<String> leaving = alpha.log.subList(a, alpha.log.size());
        assertEquals(1, storesBefore(leaving, "take-over"), cluster.story());
        List<String> taking = bravo.log.subList(b, bravo.log.size());
        assertEquals(1, storesBefore(taking, "call RESTORE web "), cluster.story());
        assertEquals(1, storesBefore(taking, "call RESTORE web-ip"), cluster.story());
    }

    private static long storesBefore(List<String> log, String what) {
        int end = 0;
        while (!log.get(end).contains(what) || log.get(end).contains("<-")) {
            end++;
        }
        return log.subList(0, end).stream().filter(line -> line.startsWith("    Store")).count();
    }

    @Test
    void removesParentsFirstAndRestoresChildrenFirst() {
        cluster.protectWeb();
        cluster.does("alpha", TestCluster.switchover("web"));
        assertEquals(List.of("call REMOVE web SWITCHOVER", "call REMOVE web-ip SWITCHOVER"), calls("alpha", Action.REMOVE));
        assertEquals(List.of("call RESTORE web-ip SWITCHOVER", "call RESTORE web SWITCHOVER"), calls("bravo", Action.RESTORE));
    }

    private List<String> calls(String node, Action action) {
        return cluster.node(node).log.stream().map(String::strip).filter(line -> line.startsWith("call " + action)).toList();
    }

    @Test
    void theBackupTakesOverInTheStepThatFindsTheOwnerDead() {
        cluster.protectWeb();
        TestNode bravo = cluster.node("bravo");
        int from = bravo.log.size();
        cluster.node("alpha").isUp = false;
        cluster.node("alpha").running.clear();
        cluster.health("bravo", "alpha", PeerHealth.DEAD);
        List<String> step = bravo.log.subList(from, bravo.log.size());
        assertTrue(step.stream().anyMatch(line -> line.contains("call RESTORE web-ip NODE_FAILURE")), cluster.story());
        assertEquals(1, storesBefore(step, "call RESTORE web-ip"));
        cluster.settle();
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
        assertTrue(bravo.log.stream().anyMatch(line -> line.contains("failover-done")));
    }

    @Test
    void whatAnOperatorTookOutStaysOutWhenTheNodeDies() {
        cluster.protectWeb();
        cluster.does("bravo", new Request.OutOfService(new Tag("web")));
        assertEquals("web= web-ip=alpha", cluster.where("web", "web-ip"));
        cluster.kill("alpha");
        assertEquals("web= web-ip=bravo", cluster.where("web", "web-ip"));
    }

    @Test
    void theDeadNodeReturnsAndLeavesTheUnitWhereItIs() {
        cluster.protectWeb();
        cluster.kill("alpha");
        cluster.node("alpha").start(cluster.now);
        cluster.settle();
        cluster.meetAll();
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
        assertEquals(ResourceState.ISP, cluster.state("bravo", "web"));
        assertEquals(ResourceState.OSU, cluster.state("alpha", "web"));
    }
}
