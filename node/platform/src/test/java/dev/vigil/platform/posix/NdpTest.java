package dev.vigil.platform.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;

import dev.vigil.platform.AddressOutcome;
import dev.vigil.platform.Addresses;
import dev.vigil.platform.Announcement;
import dev.vigil.platform.EchoOutcome;
import dev.vigil.platform.EchoProbe;
import dev.vigil.platform.InterfaceListing;
import dev.vigil.platform.ProbeOutcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** IPv6 between two network namespaces with a virtual cable between them: the kernels answer. */
@EnabledOnOs(OS.LINUX)
@ExtendWith(NetworkSandbox.class)
class NdpTest {
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final String FLOATING = "fd00:9::9";

    private final NetlinkSocket netlink = new NetlinkSocket();
    private final Addresses addresses = new NetlinkAddresses(netlink);
    private final NeighbourProbe probe = new NeighbourProbe(netlink);
    private final InetAddress floating;

    NdpTest() throws Exception {
        floating = InetAddress.getByName(FLOATING);
    }

    /** Both ends with an address of their own that may be used at once. */
    private static void cable(TestHost peer) throws Exception {
        peer.cable("v0", "v1");
        TestHost.ip("addr", "add", "fd00:9::1/64", "dev", "v0", "nodad");
        peer.on(() -> TestHost.ip("addr", "add", "fd00:9::2/64", "dev", "v1", "nodad"));
    }

    private String hardware(String name) {
        return assertInstanceOf(InterfaceListing.Listed.class, new NetworkTables(netlink).link(name)).interfaces().getFirst()
                .hardware().orElseThrow().toString();
    }

    @Test
    void neighbourReplacesWhatItRemembers() throws Exception {
        try (TestHost peer = new TestHost()) {
            cable(peer);
            peer.on(() -> TestHost.ip("neigh", "add", FLOATING, "lladdr", "02:00:00:00:00:99", "dev", "v1", "nud", "reachable"));
            assertInstanceOf(AddressOutcome.Done.class, addresses.add(NetlinkAddressesTest.on("v0", FLOATING, 64)));
            assertTrue(peer.on(() -> TestHost.ip("neigh", "show", FLOATING)).contains("02:00:00:00:00:99"));
            assertInstanceOf(Announcement.Sent.class, new NeighbourAnnouncer(netlink).announce("v0", floating));
            String own = hardware("v0");
            long start = System.nanoTime();
            while (!peer.on(() -> TestHost.ip("neigh", "show", FLOATING)).contains(own)) {
                assertTrue(System.nanoTime() - start < 2_000_000_000L, "the neighbour still has the old hardware address");
            }
        }
    }

    @Test
    void userOfTheAddressIsFound() throws Exception {
        try (TestHost peer = new TestHost()) {
            cable(peer);
            assertInstanceOf(ProbeOutcome.Free.class, probe.probe("v0", floating, LIMIT));
            String shown = peer.on(() -> TestHost.ip("addr", "add", FLOATING + "/64", "dev", "v1", "nodad")
                    + TestHost.ip("link", "show", "v1"));
            long start = System.nanoTime();
            var taken = assertInstanceOf(ProbeOutcome.Taken.class, probe.probe("v0", floating, LIMIT));
            System.out.println("an IPv6 duplicate was found after " + (System.nanoTime() - start) / 1000 + " us");
            assertEquals(ProbeOutcome.Sign.USES, taken.sign());
            assertTrue(shown.contains(taken.by().toString()), shown);
            var own = NetlinkAddressesTest.on("v0", "fd00:9::5", 64);
            assertInstanceOf(AddressOutcome.Done.class, addresses.add(own));
            assertInstanceOf(ProbeOutcome.Free.class, probe.probe("v0", own.address(), LIMIT), "our own use is no duplicate");
        }
    }

    @Test
    void ofTwoThatAskAtTheSameTimeOneYields() throws Exception {
        try (TestHost peer = new TestHost()) {
            cable(peer);
            var other = new FutureTask<>(
                    () -> peer.on(() -> new NeighbourProbe(new NetlinkSocket()).probe("v1", floating, LIMIT)));
            Thread.ofPlatform().start(other);
            List<ProbeOutcome> outcomes = List.of(probe.probe("v0", floating, Duration.ofSeconds(3)), other.get());
            assertTrue(outcomes.stream().anyMatch(
                    outcome -> outcome instanceof ProbeOutcome.Taken taken && taken.sign() == ProbeOutcome.Sign.PROBES),
                    outcomes.toString());
        }
    }

    @Test
    void whatThisMachineSaysItselfIsNotSentFromTheFloatingAddress() throws Exception {
        try (TestHost peer = new TestHost()) {
            cable(peer);
            var assignment = NetlinkAddressesTest.on("v0", FLOATING, 64).lasting(Duration.ofSeconds(2));
            assertInstanceOf(AddressOutcome.Done.class, addresses.add(assignment));
            String route = TestHost.ip("-6", "route", "get", "fd00:9::2");
            assertTrue(route.contains("src fd00:9::1"), route);
            assertInstanceOf(AddressOutcome.Done.class, addresses.renew(assignment));
            assertTrue(TestHost.ip("-6", "route", "get", "fd00:9::2").contains("src fd00:9::1"));
        }
    }

    @Test
    void theRouteThatARouterHasAnnouncedOutlivesTheAddress() throws Exception {
        try (TestHost peer = new TestHost()) {
            peer.cable("v0", "v1");
            TestHost.ip("addr", "add", "fd00:9::1/64", "dev", "v0", "nodad", "valid_lft", "100", "preferred_lft", "100");
            var assignment = NetlinkAddressesTest.on("v0", FLOATING, 64).lasting(Duration.ofSeconds(2));
            assertInstanceOf(AddressOutcome.Done.class, addresses.add(assignment));
            assertInstanceOf(AddressOutcome.Done.class, addresses.renew(assignment));
            Thread.sleep(3500);
            assertFalse(TestHost.ip("-6", "addr", "show", "dev", "v0").contains(FLOATING));
            String routes = TestHost.ip("-6", "route", "show", "dev", "v0");
            assertTrue(routes.contains("fd00:9::/64"), routes);
        }
    }

    @Test
    void withoutANetworkOfItsOwnTheInterfaceGetsTheRoute() throws Exception {
        try (TestHost peer = new TestHost()) {
            peer.cable("v0", "v1");
            assertInstanceOf(AddressOutcome.Done.class, addresses.add(NetlinkAddressesTest.on("v0", FLOATING, 64)));
            String routes = TestHost.ip("-6", "route", "show", "dev", "v0");
            assertTrue(routes.contains("fd00:9::/64"), routes);
        }
    }

    @Test
    void aDuplicateThatTheKernelHasFoundIsTold() throws Exception {
        try (TestHost peer = new TestHost()) {
            cable(peer);
            peer.on(() -> TestHost.ip("addr", "add", FLOATING + "/64", "dev", "v1", "nodad"));
            TestHost.ip("addr", "add", FLOATING + "/64", "dev", "v0");
            long start = System.nanoTime();
            while (!isDuplicate()) {
                assertTrue(System.nanoTime() - start < 5_000_000_000L, TestHost.ip("-6", "addr", "show", "dev", "v0"));
                Thread.sleep(20);
            }
        }
    }

    private boolean isDuplicate() {
        return assertInstanceOf(InterfaceListing.Listed.class, addresses.interfaces()).interfaces().stream()
                .flatMap(link -> link.addresses().stream())
                .anyMatch(there -> there.address().equals(floating) && there.isDuplicate());
    }

    @Test
    void hostsAnswerAnEchoInBothFamilies() throws Exception {
        try (TestHost peer = new TestHost()) {
            cable(peer);
            TestHost.ip("addr", "add", "10.9.9.1/24", "dev", "v0");
            peer.on(() -> TestHost.ip("addr", "add", "10.9.9.2/24", "dev", "v1"));
            var answered = assertInstanceOf(EchoOutcome.Answered.class, ask("10.9.9.1", "10.9.9.77", "10.9.9.2"));
            assertEquals(InetAddress.getByName("10.9.9.2"), answered.by());
            var answered6 = assertInstanceOf(EchoOutcome.Answered.class, ask("fd00:9::1", "fd00:9::77", "fd00:9::2"));
            assertEquals(InetAddress.getByName("fd00:9::2"), answered6.by());
            assertInstanceOf(EchoOutcome.Silent.class, ask("10.9.9.1", "10.9.9.77"));
            assertInstanceOf(EchoOutcome.Silent.class, ask("fd00:9::1", "fd00:9::77"));
            var foreign = assertInstanceOf(EchoOutcome.Silent.class, ask("10.9.9.5", "10.9.9.2"));
            assertTrue(foreign.trouble().startsWith("10.9.9.5 cannot be asked from"), foreign.trouble());
        }
    }

    @Test
    void aLinkLocalRouterAnswersAnEcho() throws Exception {
        try (TestHost peer = new TestHost()) {
            cable(peer);
            peer.on(() -> TestHost.ip("addr", "add", "fe80::1234/64", "dev", "v1", "nodad"));
            assertInstanceOf(EchoOutcome.Answered.class, ask("fd00:9::1", "fe80::1234"));
        }
    }

    private EchoOutcome ask(String from, String... hosts) throws Exception {
        List<InetAddress> asked = new java.util.ArrayList<>();
        for (String host : hosts) {
            asked.add(InetAddress.getByName(host));
        }
        return new RawEcho(netlink).ask(new EchoProbe.Question("v0", InetAddress.getByName(from), asked, Duration.ofMillis(500)));
    }
}
