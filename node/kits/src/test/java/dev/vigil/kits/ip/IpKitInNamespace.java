package dev.vigil.kits.ip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.vigil.kit.ActionCall;
import dev.vigil.kit.ActionCall.Caution;
import dev.vigil.kit.ResourceAgent;
import dev.vigil.kit.contract.KitBench;
import dev.vigil.kit.contract.KitContract;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.platform.AddressOutcome;
import dev.vigil.platform.Platform;

import org.junit.jupiter.api.Test;

/** Run by {@link IpKitTest}; {@link Ip6KitInNamespace} does the same with IPv6. */
class IpKitInNamespace extends KitContract {
    @Override
    protected KitBench openBench() throws Exception {
        return new NetworkBench(NetworkBench.Family.IPV4);
    }

    final NetworkBench network() {
        return (NetworkBench) bench;
    }

    static Outcome run(ResourceAgent agent, Action action, Caution caution) throws Exception {
        return begin(agent, quietly(action, caution)).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Future<Outcome> beginQuietly(ResourceAgent agent, Action action) {
        return begin(agent, quietly(action, Caution.NONE));
    }

    private static ActionCall quietly(Action action, Caution caution) {
        return new ActionCall(action, "node-failure", LIMIT, caution, progress -> {
            // nobody looks
        });
    }

    static String failure(Outcome outcome) {
        return assertInstanceOf(Outcome.Failed.class, outcome).detail();
    }

    @Test
    void anAddressThatIsUsedElsewhereIsNotAddedWhenThereIsTimeToAsk() throws Exception {
        network().add("v1", network().address);
        String detail = failure(run(open(bench.properties()), Action.RESTORE, Caution.FULL));
        assertTrue(detail.contains(network().address + " is used by another machine, with the hardware address "), detail);
        assertFalse(bench.isInService());
    }

    @Test
    void aFailoverAddsWhileItAsksAndTakesBackWhatIsUsed() throws Exception {
        network().add("v1", network().address);
        ResourceAgent agent = open(bench.properties());
        CompletableFuture<Outcome> outcome = begin(agent,
                new ActionCall(Action.RESTORE, "node-failure", LIMIT, Caution.BRIEF, progress -> {
                    // nobody looks
                }));
        Thread.sleep(150);
        assertTrue(bench.isInService(), "the address was not added at once");
        String detail = failure(outcome.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        assertTrue(detail.contains("is used by another machine") && detail.contains("taken away again"), detail);
        assertFalse(bench.isInService());
    }

    @Test
    void aFailoverWaitsForTheLastOwnersKernelToLetGo() throws Exception {
        network().add("v1", network().address, "valid_lft", "1", "preferred_lft", "1");
        assertDone(run(open(bench.properties()), Action.RESTORE, Caution.BRIEF));
        assertTrue(bench.isInService());
    }

    @Test
    void aConflictThatNobodyLookedForIsSignalled() throws Exception {
        network().add("v1", network().address);
        long began = System.nanoTime();
        assertDone(run(open(bench.properties()), Action.RESTORE, Caution.NONE));
        System.out.println("added and announced in " + (System.nanoTime() - began) / 1000 + " us");
        String signal = network().signals.poll(8, TimeUnit.SECONDS);
        assertTrue(signal != null && signal.contains("is used by another machine"), String.valueOf(signal));
        String deep = failure(run(open(bench.properties()), Action.DEEP_CHECK, Caution.NONE));
        assertTrue(deep.contains("is used by another machine"), deep);
    }

    @Test
    void neighboursLearnTheNewPlaceWithoutAsking() throws Exception {
        network().there("neigh", "replace", network().address, "lladdr", "02:00:00:00:00:99", "dev", "v1", "nud", "stale");
        assertDone(run(open(bench.properties()), Action.RESTORE, Caution.NONE));
        String hardware = NetworkBench.ip("-br", "link", "show", "v0").strip().split("\\s+")[2];
        assertTrue(network().there("neigh", "show", network().address).contains(hardware));
        network().there("neigh", "replace", network().address, "lladdr", "02:00:00:00:00:99", "dev", "v1", "nud", "stale");
        Thread.sleep(500);
        assertTrue(network().there("neigh", "show", network().address).contains(hardware), "it was not repeated");
    }

    @Test
    void announceIsForTheHolderOnly() throws Exception {
        ResourceAgent agent = open(bench.properties());
        assertTrue(failure(run(agent, Action.ANNOUNCE)).contains("is not held by this node"));
        assertDone(run(agent, Action.RESTORE, Caution.NONE));
        assertDone(run(agent, Action.ANNOUNCE));
    }

    @Test
    void anAddressOfTheMachineItselfIsNeverTouched() throws Exception {
        String onLo = network().address + "/" + network().family.longest + " on lo";
        NetworkBench.ip("addr", "add", network().address + "/" + network().family.longest, "dev", "lo", "nodad");
        ResourceAgent agent = open(bench.properties());
        String restore = failure(run(agent, Action.RESTORE));
        assertTrue(restore.contains(onLo + " stands there already"), restore);
        assertTrue(failure(run(agent, Action.REMOVE)).contains("is left alone"));
        assertTrue(failure(run(agent, Action.CAN_EXTEND)).contains(onLo + " is an address of this node itself"));
        assertTrue(bench.isInService());
        NetworkBench.ip("addr", "del", network().address + "/" + network().family.longest, "dev", "lo");
    }

    @Test
    void whatAnEarlierRunLeftBehindIsTakenOver() throws Exception {
        AddressOutcome left = Platform.current().addresses()
                .add(network().assignment().lasting(Duration.ofSeconds(60)));
        assertInstanceOf(AddressOutcome.Done.class, left);
        ResourceAgent agent = open(bench.properties());
        assertDone(run(agent, Action.RESTORE, Caution.NONE));
        assertEquals(1, network().leases.held().size());
        assertDone(run(agent, Action.REMOVE));
        Platform.current().addresses().add(network().assignment().lasting(Duration.ofSeconds(60)));
        assertDone(run(agent, Action.REMOVE));
        assertFalse(bench.isInService());
    }

    @Test
    void whatIsRemovedWhileTheNodeIsSuspendedStaysAway() throws Exception {
        ResourceAgent agent = open(bench.properties());
        assertDone(run(agent, Action.RESTORE, Caution.NONE));
        network().leases.suspend();
        Future<Outcome> waiting = beginQuietly(agent, Action.RECOVER);
        assertThrows(TimeoutException.class, () -> waiting.get(200, TimeUnit.MILLISECONDS));
        agent.terminate();
        assertTrue(failure(waiting.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS)).contains("this node stood still"));
        assertDone(run(open(bench.properties()), Action.REMOVE));
        assertEquals(List.of(), network().leases.resume());
        assertFalse(bench.isInService());
    }

    @Test
    void aRestoreWaitsForTheNodeThatStoodStillAndACheckCannotTell() throws Exception {
        ResourceAgent agent = open(bench.properties());
        assertDone(run(agent, Action.RESTORE, Caution.NONE));
        network().leases.suspend();
        String check = assertInstanceOf(Outcome.Unknown.class, run(agent, Action.QUICK_CHECK, Caution.NONE)).detail();
        assertTrue(check.contains("this node stood still"), check);
        Future<Outcome> waiting = beginQuietly(agent, Action.RESTORE);
        assertThrows(TimeoutException.class, () -> waiting.get(200, TimeUnit.MILLISECONDS));
        assertFalse(bench.isInService());
        network().leases.resume();
        assertDone(waiting.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        assertTrue(bench.isInService());
        assertDone(run(agent, Action.QUICK_CHECK, Caution.NONE));
    }

    @Test
    void aRecoverPutsALostAddressBackAndTheLossIsSignalled() throws Exception {
        ResourceAgent agent = open(bench.properties());
        assertDone(run(agent, Action.RESTORE, Caution.NONE));
        bench.breakResource();
        String signal = network().signals.poll(3, TimeUnit.SECONDS);
        assertTrue(signal != null && signal.contains("taken the address " + network().address + " away from this node"),
                String.valueOf(signal));
        assertDone(run(agent, Action.RECOVER, Caution.NONE));
        assertDone(run(agent, Action.QUICK_CHECK));
    }

    @Test
    void aCheckSeesTheCableAndARestoreNeedsIt() throws Exception {
        ResourceAgent agent = open(bench.properties());
        assertDone(run(agent, Action.RESTORE, Caution.NONE));
        network().there("link", "set", "v1", "down");
        assertTrue(failure(run(agent, Action.QUICK_CHECK)).contains("v0 has no link"));
        assertDone(run(agent, Action.REMOVE));
        assertTrue(failure(run(agent, Action.RESTORE, Caution.NONE)).contains("v0 has no link"));
        NetworkBench.ip("link", "set", "v0", "down");
        assertTrue(failure(run(agent, Action.QUICK_CHECK)).contains("v0 is switched off"));
    }

    @Test
    void anInterfaceWithoutTheNetworkNeedsAPrefix() throws Exception {
        String network = failure(run(open(with(Map.of("interface", "lo"))), Action.CAN_EXTEND));
        assertTrue(
                network.startsWith(
                        "no prefix length is configured for 10.9.9.9, and the interface lo of this node has no network"),
                network);
    }

    @Test
    void extendingSaysWhatTheNodeHas() throws Exception {
        assertDone(run(open(bench.properties()), Action.CAN_EXTEND));
        String missing = failure(run(open(with(Map.of("interface", "eth7"))), Action.CAN_EXTEND));
        assertTrue(missing.startsWith("there is no interface eth7 on this node; there is lo ("), missing);
        assertTrue(missing.contains("v0 (" + network().family.host(1) + "/" + network().family.prefix + ")"), missing);
        assertTrue(failure(run(open(with(Map.of("interface", "eth7"))), Action.RESTORE)).contains("there is no interface eth7"));
    }

    static SortedMap<String, String> with(Map<String, String> properties) {
        return new TreeMap<>(properties);
    }
}
