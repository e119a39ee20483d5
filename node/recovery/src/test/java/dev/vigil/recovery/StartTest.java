package dev.vigil.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.Initialization;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.Switchback;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.TypeId;
import dev.vigil.lcd.model.UnitId;
import org.junit.jupiter.api.Test;

/** Starts: of one node, of all, with and without peers; and what a returning node sets in motion. */
class StartTest {

    private static Request create(Initialization init, Switchback switchback) {
        return new Request.CreateResource(
                new ResourceRow(new Tag("web"), new TypeId("ip"), new UnitId("web"), init, switchback, true),
                TestCluster.instance("web", "alpha", 1), Request.After.IN_SERVICE);
    }

    private static void extend(TestCluster cluster) {
        cluster.does("alpha",
                new Request.Extend(new Tag("web"), new NodeId("bravo"), List.of(TestCluster.instance("web", "bravo", 2))));
    }

    @Test
    void aNodeAloneRestoresAtOnceAfterItHasCleanedUp() {
        TestCluster cluster = TestCluster.running("alpha");
        cluster.does("alpha", create(Initialization.INIT_ISP, Switchback.INTELLIGENT));
        TestNode alpha = cluster.node("alpha");
        int from = alpha.log.size();
        alpha.start(cluster.now);
        cluster.settle();
        assertEquals("web=alpha", cluster.where("web"));
        List<String> calls = alpha.log.subList(from, alpha.log.size()).stream().map(String::strip)
                .filter(l -> l.startsWith("call")).toList();
        assertEquals(List.of("call REMOVE web START", "call RESTORE web START"), calls);
        assertEquals(Decision.GateState.OPEN, alpha.gate);
    }

    @Test
    void whatIsToStayOutStaysOut() {
        TestCluster cluster = TestCluster.running("alpha");
        cluster.does("alpha", create(Initialization.INIT_OSU, Switchback.INTELLIGENT));
        cluster.node("alpha").start(cluster.now);
        cluster.settle();
        assertEquals("web=", cluster.where("web"));
        assertEquals(ResourceState.OSU, cluster.state("alpha", "web"));
    }

    @Test
    void whatTheSystemStartsIsTakenAsItIs() {
        TestCluster cluster = TestCluster.running("alpha");
        cluster.does("alpha", create(Initialization.AUTORES_ISP, Switchback.INTELLIGENT));
        TestNode alpha = cluster.node("alpha");
        int from = alpha.log.size();
        alpha.start(cluster.now);
        cluster.settle();
        assertFalse(alpha.log.subList(from, alpha.log.size()).stream().anyMatch(line -> line.contains("call RE")),
                cluster.story());
        assertEquals(ResourceState.ISP, cluster.state("alpha", "web"));
        assertEquals(Decision.GateState.OPEN, alpha.gate);
    }

    @Test
    void bothNodesStartAndTheLastOwnerRestores() {
        TestCluster cluster = TestCluster.running("alpha", "bravo");
        cluster.protectWeb();
        cluster.does("alpha", TestCluster.switchover("web"));
        cluster.nodes.values().forEach(node -> node.isUp = false);
        cluster.nodes.values().forEach(node -> node.running.clear());
        cluster.nodes.values().forEach(node -> node.start(cluster.now));
        cluster.settle();
        assertEquals("web= web-ip=", cluster.where("web", "web-ip"));
        cluster.meetAll();
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
    }

    @Test
    void aStartedNodeRestoresWhatADeadPeerOwned() {
        TestCluster cluster = TestCluster.running("alpha", "bravo");
        cluster.protectWeb();
        cluster.node("bravo").start(cluster.now);
        cluster.settle();
        cluster.meetAll();
        cluster.kill("alpha");
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
    }

    @Test
    void anOperatorsWordReplacesAPeerThatWasNeverHeard() {
        TestCluster cluster = TestCluster.running("alpha", "bravo");
        cluster.protectWeb();
        cluster.node("alpha").isUp = false;
        cluster.node("bravo").isUp = false;
        cluster.node("alpha").running.clear();
        cluster.node("bravo").start(cluster.now);
        cluster.settle();
        cluster.pass(Duration.ofMinutes(10));
        assertEquals("web= web-ip=", cluster.where("web", "web-ip"));
        cluster.does("bravo", new Request.InService(new Tag("web"), Optional.of(new NodeId("bravo"))));
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
    }

    @Test
    void automaticSwitchbackGoesHome() {
        TestCluster cluster = TestCluster.running("alpha", "bravo");
        cluster.does("alpha", create(Initialization.INIT_ISP, Switchback.AUTOMATIC));
        extend(cluster);
        cluster.kill("alpha");
        assertEquals("web=bravo", cluster.where("web"));
        cluster.node("alpha").start(cluster.now);
        cluster.meetAll();
        assertEquals("web=alpha", cluster.where("web"));
    }

    @Test
    void thirdNodeIsTheLastToBeAsked() {
        TestCluster cluster = TestCluster.running("alpha", "bravo", "charlie");
        cluster.protectWeb();
        cluster.kill("alpha");
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
        assertTrue(cluster.node("charlie").log.stream().anyMatch(line -> line.contains("failover-left-to")));
        cluster.kill("bravo");
        assertEquals("web=charlie web-ip=charlie", cluster.where("web", "web-ip"));
    }

    @Test
    void anOwnerThatLetGoForADeafPeerTakesItBackWhenThePeerNeverTookIt() {
        TestCluster cluster = TestCluster.running("alpha", "bravo");
        cluster.protectWeb();
        cluster.health("alpha", "bravo", PeerHealth.DEAF);
        cluster.settle();
        assertEquals("web= web-ip=", cluster.where("web", "web-ip"));
        cluster.health("alpha", "bravo", PeerHealth.ALIVE);
        cluster.settle();
        assertEquals("web=alpha web-ip=alpha", cluster.where("web", "web-ip"));
    }

    @Test
    void aConfigurationInUseCannotBeTakenAway() {
        TestCluster cluster = TestCluster.running("alpha", "bravo");
        cluster.does("alpha", create(Initialization.INIT_ISP, Switchback.INTELLIGENT));
        Request remove = new Request.ChangeConfig("remove",
                List.of(new Change.Remove(TestCluster.instance("web", "alpha", 1).key()),
                        new Change.Remove(ResourceRow.keyOf(new Tag("web")))),
                List.of());
        assertTrue(cluster.refuses("bravo", remove).contains("in service on alpha"));
        cluster.does("bravo", new Request.OutOfService(new Tag("web")));
        cluster.does("bravo", remove);
        assertTrue(cluster.node("alpha").disk.config().resources().isEmpty());
        assertEquals(cluster.node("alpha").disk, cluster.node("bravo").disk);
    }

    @Test
    void aRestartedOwnerThatDiesWhileItWaitsIsTakenOverFrom() {
        TestCluster cluster = TestCluster.running("alpha", "bravo");
        cluster.protectWeb();
        cluster.node("alpha").start(cluster.now);
        cluster.settle();
        assertEquals("web= web-ip=", cluster.where("web", "web-ip"));
        cluster.node("alpha").take(cluster.now, new dev.vigil.recovery.Event.LinkReset(new NodeId("bravo")));
        cluster.settle();
        cluster.kill("alpha");
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
    }
}
