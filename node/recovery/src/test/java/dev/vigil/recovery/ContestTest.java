package dev.vigil.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.Tag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two owners of a unit that wait for a person: on both nodes, from the cut to the last announcement. */
class ContestTest {
    private static final Tag WEB = new Tag("web");
    private final TestCluster cluster = TestCluster.running("alpha", "bravo");

    @BeforeEach
    void twoOwnersMeet() {
        List.of("alpha", "bravo").forEach(
                node -> cluster.node(node).take(cluster.now, new Event.ClockRead(Instant.ofEpochSecond(1_000), ZoneOffset.UTC)));
        cluster.protectWeb();
        cluster.does("alpha", new Request.ChangeResource(WEB, Optional.empty(), new TreeMap<>(Map.of("p.policy.heal", "hold")),
                new TreeSet<>()));
        cut();
        mend();
        assertEquals("web=alpha+bravo web-ip=alpha+bravo", cluster.where("web", "web-ip"));
    }

    private void cut() {
        cluster.cut("alpha", "bravo");
        cluster.health("alpha", "bravo", PeerHealth.DEAD);
        cluster.health("bravo", "alpha", PeerHealth.DEAD);
        cluster.settle();
    }

    private void mend() {
        cluster.mend();
        cluster.meetAll();
    }

    private static Request keep(String node) {
        return new Request.Keep(WEB, new NodeId(node), "the newer orders");
    }

    private List<String> alarms(String node) {
        return Alarms.of(cluster.node(node).view, cluster.now).stream().filter(each -> each.startsWith("CONTEST")).toList();
    }

    @Test
    void bothSayTheSameUntilAPersonHasNamedTheKeeper() {
        assertEquals(1, alarms("alpha").size());
        assertEquals(alarms("alpha"), alarms("bravo"));
        assertTrue(cluster.refuses("alpha", TestCluster.switchover("web")).contains("both own web"));
        cluster.pass(Duration.ofMinutes(5));
        assertEquals("web=alpha+bravo web-ip=alpha+bravo", cluster.where("web", "web-ip"));
        cluster.does("bravo", keep("alpha"));
        assertEquals("web=alpha web-ip=alpha", cluster.where("web", "web-ip"));
        assertEquals(ResourceState.ISP, cluster.state("alpha", "web"));
        assertEquals(ResourceState.OSU, cluster.state("bravo", "web"));
        assertEquals(List.of(), alarms("alpha"));
        assertTrue(cluster.refuses("alpha", keep("alpha")).contains("No two nodes contest web"));
        cluster.does("alpha", TestCluster.switchover("web"));
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
    }

    @Test
    void whatWasSaidOfOneContestIsNotSaidOfTheNext() {
        cluster.does("alpha", keep("bravo"));
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
        cut();
        assertEquals("web=alpha+bravo web-ip=alpha+bravo", cluster.where("web", "web-ip"));
        mend();
        assertEquals("web=alpha+bravo web-ip=alpha+bravo", cluster.where("web", "web-ip"));
        assertEquals(1, alarms("bravo").size());
    }

    @Test
    void twoPersonsWhoNameTwoKeepersLeaveOne() {
        cluster.cut("alpha", "bravo");
        cluster.post("alpha", keep("alpha"));
        cluster.post("bravo", keep("bravo"));
        cluster.settle();
        cluster.health("alpha", "bravo", PeerHealth.DEAD);
        cluster.health("bravo", "alpha", PeerHealth.DEAD);
        mend();
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
    }

    @Test
    void theOtherGoesOnWhenOneIsStoppedOrDies() {
        cluster.kill("bravo");
        assertEquals("web=alpha web-ip=alpha", cluster.where("web", "web-ip"));
        assertEquals(List.of(), alarms("alpha"));
        cluster.node("bravo").start(cluster.now);
        cluster.meetAll();
        assertEquals("web=alpha web-ip=alpha", cluster.where("web", "web-ip"));
        assertEquals(List.of(), alarms("alpha"));
    }

    @Test
    void takenOutByHandOnOneSideItIsContestedNoMore() {
        cluster.does("bravo", new Request.OutOfService(new Tag("web-ip")));
        assertEquals("web=alpha web-ip=alpha", cluster.where("web", "web-ip"));
        assertEquals(List.of(), alarms("alpha"));
        cluster.does("alpha", TestCluster.switchover("web"));
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
    }
}
