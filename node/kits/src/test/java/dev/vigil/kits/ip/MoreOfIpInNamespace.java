package dev.vigil.kits.ip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import dev.vigil.kit.ActionCall;
import dev.vigil.kit.ActionCall.Caution;
import dev.vigil.kit.Answer;
import dev.vigil.kit.KitInstance;
import dev.vigil.kit.PropertySchema.Reading;
import dev.vigil.kit.ResourceAgent;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.Tag;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several addresses, restore mode, ping list and backup interface, against the kernel. Run by {@link IpKitTest}. */
class MoreOfIpInNamespace {
    private final List<String> said = new ArrayList<>();
    private final List<ResourceAgent> agents = new ArrayList<>();
    private NetworkBench network;

    NetworkBench.Family family() {
        return NetworkBench.Family.IPV4;
    }

    @BeforeEach
    void open() throws Exception {
        network = new NetworkBench(family());
    }

    @AfterEach
    void close() throws Exception {
        agents.forEach(ResourceAgent::close);
        network.close();
    }

    private ResourceAgent agent(String id, Map<String, String> more) throws Exception {
        SortedMap<String, String> properties = new TreeMap<>(Map.of("interface", "v0"));
        properties.putAll(more);
        Reading.Right read = (Reading.Right) network.kit().propertySchema().read(properties);
        KitInstance instance = new KitInstance(new Tag("ip"), new NodeId("alpha"), id, "", read.block());
        assertEquals(List.of(), network.kit().examine(instance));
        ResourceAgent agent = network.kit().open(instance, network.context());
        agents.add(agent);
        return agent;
    }

    private Outcome run(ResourceAgent agent, Action action) throws Exception {
        Answer answer = agent.perform(new ActionCall(action, "node-failure", java.time.Duration.ofSeconds(20), Caution.NONE,
                said::add));
        return switch (answer) {
            case Answer.Now(Outcome outcome) -> outcome;
            case Answer.Pending(var stage) -> stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
        };
    }

    private void done(ResourceAgent agent, Action action) throws Exception {
        Outcome outcome = run(agent, action);
        assertTrue(outcome instanceof Outcome.Done, outcome.toString());
    }

    private static String failure(Outcome outcome) {
        assertTrue(outcome instanceof Outcome.Failed, outcome.toString());
        return ((Outcome.Failed) outcome).detail();
    }

    private static boolean stands(String address, String interfaceName) throws Exception {
        return NetworkBench.ip("addr", "show", "dev", interfaceName).contains(" " + address + "/");
    }

    @Test
    void severalAddressesOfBothFamiliesShareOneInterface() throws Exception {
        NetworkBench.ip("addr", "add", "10.8.8.1/24", "dev", "v0");
        List<String> ids = List.of(family().host(9), family().host(10), "10.8.8.9", "fd00:8::9");
        List<ResourceAgent> all = new ArrayList<>();
        for (String id : ids) {
            all.add(agent(id, Map.of()));
            done(all.getLast(), Action.RESTORE);
        }
        Thread.sleep(2500);
        for (int place = 0; place < ids.size(); place++) {
            assertTrue(stands(ids.get(place), "v0"), ids.get(place));
            done(all.get(place), Action.QUICK_CHECK);
        }
        assertEquals(4, network.leases.suspend().size());
        assertEquals(4, network.leases.resume().size());
        done(all.getFirst(), Action.REMOVE);
        assertFalse(stands(ids.getFirst(), "v0"));
        for (String id : ids.subList(1, 4)) {
            assertTrue(stands(id, "v0"), id + " went with another");
        }
    }

    @Test
    void restoreModeOffServesWithoutTheAddress() throws Exception {
        ResourceAgent agent = agent(network.address, Map.of("restoreMode", "off", "interface", "eth7"));
        for (Action action : List.of(Action.CAN_EXTEND, Action.RESTORE, Action.QUICK_CHECK, Action.DEEP_CHECK, Action.ANNOUNCE,
                Action.RECOVER, Action.REMOVE)) {
            done(agent, action);
            assertFalse(network.isInService());
        }
    }

    @Test
    void restoreModeOffLeavesTheMachinesOwnAddressAndTakesWhatItHeldItself() throws Exception {
        ResourceAgent on = agent(network.address, Map.of());
        done(on, Action.RESTORE);
        ResourceAgent off = agent(network.address, Map.of("restoreMode", "off"));
        done(off, Action.QUICK_CHECK);
        done(off, Action.REMOVE);
        assertFalse(network.isInService());
        NetworkBench.ip("addr", "add", network.address + "/" + family().longest, "dev", "lo", "nodad");
        done(off, Action.RESTORE);
        done(off, Action.REMOVE);
        assertTrue(network.isInService());
        NetworkBench.ip("addr", "del", network.address + "/" + family().longest, "dev", "lo");
    }

    @Test
    void aDeepCheckWantsOneAnswerOfThePingList() throws Exception {
        ResourceAgent agent = agent(network.address, Map.of("pingList", family().host(77) + "," + family().host(2)));
        done(agent, Action.RESTORE);
        done(agent, Action.DEEP_CHECK);
        network.there("addr", "del", family().host(2) + "/" + family().prefix, "dev", "v1");
        done(agent, Action.QUICK_CHECK);
        String silent = failure(run(agent, Action.DEEP_CHECK));
        assertTrue(
                silent.startsWith("nobody of the ping list answers " + network.address + " over v0: " + family().host(77) + ", "
                        + family().host(2)),
                silent);
    }

    @Test
    void aTerminatedDeepCheckEndsSoon() throws Exception {
        ResourceAgent agent = agent(network.address, Map.of("pingList", family().host(77)));
        done(agent, Action.RESTORE);
        Thread.ofPlatform().start(() -> {
            try {
                Thread.sleep(700);
                agent.terminate();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        long began = System.nanoTime();
        Outcome outcome = run(agent, Action.DEEP_CHECK);
        assertTrue(outcome instanceof Outcome.Unknown, outcome.toString());
        assertTrue(System.nanoTime() - began < 2_500_000_000L, "it went on asking");
    }

    @Test
    void aCutCableMovesTheAddressToTheBackupInterface() throws Exception {
        network.secondCable();
        ResourceAgent agent = agent(network.address, Map.of("backupInterface", "w0", "prefix", "" + family().prefix));
        done(agent, Action.CAN_EXTEND);
        done(agent, Action.RESTORE);
        assertTrue(stands(network.address, "v0"));
        network.there("link", "set", "v1", "down");
        assertTrue(failure(run(agent, Action.QUICK_CHECK)).contains("v0 has no link"));
        done(agent, Action.RECOVER);
        assertTrue(stands(network.address, "w0") && !stands(network.address, "v0"));
        done(agent, Action.QUICK_CHECK);
        done(agent, Action.DEEP_CHECK);
        assertTrue(said.stream().anyMatch(word -> word.startsWith("moves from v0 to w0: the interface v0 has no link")),
                said.toString());
        network.there("link", "set", "w1", "down");
        assertTrue(failure(run(agent, Action.QUICK_CHECK)).contains("w0 has no link"));
        String nowhere = failure(run(agent, Action.RECOVER));
        assertTrue(nowhere.contains("w0 has no link") && nowhere.contains("v0 has no link"), nowhere);
        done(agent, Action.REMOVE);
        assertFalse(network.isInService());
        assertEquals(List.of(), network.leases.held());
    }

    @Test
    void aRestoreTakesTheInterfaceThatHasALink() throws Exception {
        network.secondCable();
        network.there("link", "set", "v1", "down");
        ResourceAgent agent = agent(network.address, Map.of("backupInterface", "w0", "prefix", "" + family().prefix));
        done(agent, Action.RESTORE);
        assertTrue(stands(network.address, "w0"));
        network.there("link", "set", "v1", "up");
        done(agent, Action.RESTORE);
        assertTrue(stands(network.address, "w0"), "it moved although it served");
        done(agent, Action.REMOVE);
    }

    @Test
    void aSilentPingListMovesTheAddressAsWell() throws Exception {
        network.secondCable();
        NetworkBench.ip("addr", "add", family().host(3) + "/" + family().prefix, "dev", "w0", "nodad");
        network.there("addr", "del", family().host(2) + "/" + family().prefix, "dev", "v1");
        network.add("w1", family().host(2));
        ResourceAgent agent = agent(network.address, Map.of("backupInterface", "w0", "pingList", family().host(2)));
        done(agent, Action.RESTORE);
        assertTrue(failure(run(agent, Action.DEEP_CHECK)).contains("nobody of the ping list answers"));
        done(agent, Action.RECOVER);
        assertTrue(stands(network.address, "w0") && !stands(network.address, "v0"));
        done(agent, Action.DEEP_CHECK);
    }

    @Test
    void aLostAddressIsPutBackWhereItWas() throws Exception {
        network.secondCable();
        ResourceAgent agent = agent(network.address, Map.of("backupInterface", "w0", "prefix", "" + family().prefix));
        done(agent, Action.RESTORE);
        network.breakResource();
        assertTrue(failure(run(agent, Action.QUICK_CHECK)).contains("is not on v0"));
        done(agent, Action.RECOVER);
        assertTrue(stands(network.address, "v0"));
        done(agent, Action.QUICK_CHECK);
    }
}
