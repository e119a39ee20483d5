package dev.vigil.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.FlagName;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;
import org.junit.jupiter.api.Test;

/** What is taken out of the configuration, and hierarchies that fall apart, played by whole controllers. */
class RemovalsTest {
    private static final Tag WEB = new Tag("web");
    private static final Tag WEB_IP = new Tag("web-ip");
    private static final NodeId BRAVO = new NodeId("bravo");
    private static final Request SPLIT = new Request.DeleteDependency(WEB, WEB_IP);

    private final TestCluster cluster = TestCluster.running("alpha", "bravo");
    private final TestNode alpha = cluster.node("alpha");
    private final TestNode bravo = cluster.node("bravo");

    private static Request delete(Tag tag) {
        return new Request.DeleteResource(tag, List.of());
    }

    private void assertOneOwner() {
        assertEquals(alpha.disk, bravo.disk, cluster.story());
        for (String unit : List.of("web", "web-ip")) {
            List<TestNode> owners = cluster.nodes.values().stream()
                    .filter(node -> Ownership.holds(node.disk, node.id, new UnitId(unit))).toList();
            assertEquals(1, owners.size(), () -> "owners of " + unit + "\n" + cluster.story());
        }
    }

    @Test
    void bothHalvesAreOwnedAndMoveOnTheirOwn() {
        cluster.protectWeb();
        int restores = (int) alpha.log.stream().filter(line -> line.contains("call RESTORE")).count();
        cluster.does("bravo", SPLIT);
        assertEquals("web=alpha web-ip=alpha", cluster.where("web", "web-ip"));
        assertEquals(restores, alpha.log.stream().filter(line -> line.contains("call RESTORE")).count(), "nothing was started");
        assertOneOwner();
        cluster.does("bravo", new Request.Switchover(WEB_IP, Optional.of(BRAVO)));
        assertEquals("web=alpha web-ip=bravo", cluster.where("web", "web-ip"));
        assertOneOwner();
        cluster.kill("alpha");
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
    }

    @Test
    void joinedAgainTheEpochRises() {
        cluster.protectWeb();
        Epoch before = alpha.disk.highestEpoch(new UnitId("web"));
        cluster.does("alpha", SPLIT);
        assertEquals(before, alpha.disk.highestEpoch(new UnitId("web-ip")));
        cluster.does("alpha", new Request.CreateDependency(WEB, WEB_IP));
        assertTrue(alpha.disk.highestEpoch(new UnitId("web")).compareTo(before) > 0);
        cluster.does("alpha", SPLIT);
        assertOneOwner();
    }

    @Test
    void theOwnerDiesWhenItAloneHasDividedTheUnit() {
        cluster.protectWeb();
        cluster.post("alpha", SPLIT);
        bravo.take(cluster.now, new Event.PeerSaid(alpha.id, alpha.life(), alpha.outbox.remove().note()));
        alpha.take(cluster.now, new Event.PeerSaid(bravo.id, bravo.life(), bravo.outbox.remove().note()));
        assertEquals(2, alpha.disk.config().resources().stream().map(row -> row.unit()).distinct().count(), cluster.story());
        cluster.kill("alpha");
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"), "by the old configuration");
        alpha.start(cluster.now);
        cluster.settle();
        cluster.meetAll();
        cluster.pass(Removals.CATCH_UP_AFTER.multipliedBy(3));
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"), cluster.story());
        assertEquals(2, bravo.disk.config().resources().stream().map(row -> row.unit()).distinct().count());
        assertOneOwner();
    }

    @Test
    void aDeletedResourceCanBeMadeAnew() {
        cluster.protectWeb();
        assertTrue(cluster.refuses("bravo", delete(WEB_IP)).startsWith("NEEDED: web-ip is needed by web"));
        assertTrue(cluster.refuses("bravo", delete(WEB)).startsWith("NOT_NOW: web is in service on alpha"));
        cluster.does("alpha", new Request.OutOfService(WEB));
        cluster.does("bravo", delete(WEB));
        assertEquals("web= web-ip=alpha", cluster.where("web", "web-ip"));
        assertTrue(Ownership.holds(bravo.disk, alpha.id, new UnitId("web-ip")), cluster.story());
        for (TestNode node : List.of(alpha, bravo)) {
            assertEquals(1, node.log.stream().filter(line -> line.contains("call DELETE web ")).count(), cluster.story());
            assertTrue(node.disk.status(node.id).state(WEB).isEmpty());
        }
        cluster.does("alpha", TestCluster.create("web", "alpha"));
        assertEquals("web=alpha web-ip=alpha", cluster.where("web", "web-ip"));
        assertOneOwner();
    }

    @Test
    void aNodeIsLeftAndComesBack() {
        cluster.protectWeb();
        Request unextend = new Request.Unextend(WEB_IP, BRAVO, List.of());
        cluster.does("bravo", unextend);
        assertTrue(bravo.log.stream().anyMatch(line -> line.contains("call DELETE web-ip")), cluster.story());
        assertTrue(cluster.refuses("alpha", TestCluster.switchover("web")).startsWith("NOT_NOW"));
        cluster.does("alpha", new Request.Extend(WEB, BRAVO,
                List.of(TestCluster.instance("web", "bravo", 2), TestCluster.instance("web-ip", "bravo", 2))));
        cluster.does("alpha", TestCluster.switchover("web"));
        assertEquals("web=bravo web-ip=bravo", cluster.where("web", "web-ip"));
    }

    @Test
    void whatASilentNodeRanIsNotTakenFromIt() {
        cluster.protectWeb();
        cluster.kill("alpha");
        cluster.does("bravo", new Request.OutOfService(WEB_IP));
        Request delete = new Request.DeleteResource(WEB, List.of(alpha.id));
        assertTrue(cluster.refuses("bravo", delete).startsWith("NOT_NOW: alpha owned web and cannot be reached"));
        alpha.start(cluster.now);
        cluster.settle();
        cluster.meetAll();
        cluster.does("bravo", delete(WEB));
        assertEquals(alpha.disk, bravo.disk);
    }

    @Test
    void aRequestForStateFlagOrActionIsDoneByTheNodeItIsFor() {
        cluster.protectWeb();
        cluster.does("bravo", new Request.SetState(WEB, Optional.empty(), ResourceState.ISU, "maintenance"));
        assertEquals(ResourceState.ISU, cluster.state("alpha", "web"));
        cluster.does("bravo", new Request.RunAction(WEB, Action.DEEP_CHECK));
        cluster.does("alpha", new Request.SetFlag(new FlagName("backup"), BRAVO));
        assertEquals(1, alpha.disk.status(BRAVO).flags().size());
        assertTrue(cluster.refuses("alpha", new Request.SetFlag(new FlagName("backup"), BRAVO))
                .startsWith("ALREADY_EXISTS"));
        cluster.does("bravo", new Request.SendEvent(WEB_IP, "customers complain"));
        assertTrue(alpha.log.stream().anyMatch(line -> line.contains("call RECOVER web-ip")), cluster.story());
    }

    @Test
    void valuesChangeOnOneNodeOrOnAll() {
        cluster.protectWeb();
        TreeMap<String, String> values = new TreeMap<>();
        values.put("p.port", "81");
        cluster.does("bravo", new Request.ChangeResource(WEB, Optional.empty(), values, new TreeSet<>()));
        for (NodeId node : List.of(alpha.id, BRAVO)) {
            assertEquals("81", alpha.disk.config().instance(WEB, node).orElseThrow().properties().get("port"));
        }
        values.put("p.port", "82");
        cluster.does("bravo", new Request.ChangeResource(WEB, Optional.of(BRAVO), values, new TreeSet<>()));
        assertEquals("81", bravo.disk.config().instance(WEB, alpha.id).orElseThrow().properties().get("port"));
        assertEquals("82", bravo.disk.config().instance(WEB, BRAVO).orElseThrow().properties().get("port"));
        values.clear();
        values.put("priority", "2");
        assertTrue(cluster.refuses("bravo", new Request.ChangeResource(WEB, Optional.of(alpha.id), values, new TreeSet<>()))
                .startsWith("INVALID: Resource web has priority 2 on both"));
    }
}
