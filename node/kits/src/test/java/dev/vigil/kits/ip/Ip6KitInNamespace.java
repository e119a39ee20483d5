package dev.vigil.kits.ip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import dev.vigil.kit.ActionCall.Caution;
import dev.vigil.kit.contract.KitBench;
import dev.vigil.lcd.model.Action;

import org.junit.jupiter.api.Test;

/** Everything once more with an IPv6 address. Run by {@link IpKitTest}. */
final class Ip6KitInNamespace extends IpKitInNamespace {
    @Override
    protected KitBench openBench() throws Exception {
        return new NetworkBench(NetworkBench.Family.IPV6);
    }

    /** An IPv6 interface may know its network by routes alone, and networks of hosts have one size. */
    @Test
    @Override
    void anInterfaceWithoutTheNetworkNeedsAPrefix() throws Exception {
        network().secondCable();
        var agent = open(with(Map.of("interface", "w0")));
        assertDone(run(agent, Action.CAN_EXTEND));
        assertDone(run(agent, Action.RESTORE, Caution.NONE));
        assertTrue(NetworkBench.ip("addr", "show", "dev", "w0").contains("fd00:9::9/64"));
        assertDone(run(agent, Action.REMOVE));
    }

    @Test
    void theAddressIsKeptByALeaseAndNeverASender() throws Exception {
        assertDone(run(open(bench.properties()), Action.RESTORE, Caution.NONE));
        String shown = NetworkBench.ip("-6", "addr", "show", "dev", "v0");
        assertTrue(shown.lines().anyMatch(line -> line.contains("fd00:9::9/64") && line.contains("deprecated")), shown);
        assertTrue(shown.contains("valid_lft 2sec preferred_lft 0sec") || shown.contains("valid_lft 1sec preferred_lft 0sec"),
                shown);
        Thread.sleep(3000);
        assertTrue(bench.isInService(), "it was not renewed");
        assertEquals(1, network().leases.held().size());
        assertTrue(NetworkBench.ip("-6", "route", "get", "fd00:9::2").contains("src fd00:9::1"));
    }

    @Test
    void aDuplicateThatTheKernelFoundIsATrouble() throws Exception {
        var agent = open(bench.properties());
        network().add("v1", network().address);
        NetworkBench.ip("addr", "add", "fd00:9::9/64", "dev", "v0");
        long began = System.nanoTime();
        while (!NetworkBench.ip("addr", "show", "dev", "v0").contains("dadfailed")) {
            assertTrue(System.nanoTime() - began < 5_000_000_000L, "the kernel has found no duplicate");
            Thread.sleep(20);
        }
        String trouble = failure(run(agent, Action.QUICK_CHECK));
        assertTrue(trouble.contains("since it has found another one that uses it"), trouble);
    }
}
