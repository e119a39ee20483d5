package dev.vigil.platform.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.platform.AddressAssignment;
import dev.vigil.platform.AddressOutcome;
import dev.vigil.platform.AddressPresence;
import dev.vigil.platform.Addresses;
import dev.vigil.platform.InterfaceListing;
import dev.vigil.platform.InterfaceState;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** Addresses against the real kernel, each test in a network namespace of its own. */
@EnabledOnOs(OS.LINUX)
@ExtendWith(NetworkSandbox.class)
class NetlinkAddressesTest {
    private static final Duration LEASE = Duration.ofSeconds(2);

    private final Addresses addresses = new NetlinkAddresses(new NetlinkSocket());

    static AddressAssignment on(String interfaceName, String address, int prefixLength) throws Exception {
        return new AddressAssignment(interfaceName, InetAddress.getByName(address), prefixLength, Optional.empty());
    }

    private InterfaceState listed(String name) {
        var listed = assertInstanceOf(InterfaceListing.Listed.class, addresses.interfaces());
        return listed.interfaces().stream().filter(link -> link.name().equals(name)).findFirst().orElseThrow();
    }

    private static void cable() throws Exception {
        TestHost.ip("link", "add", "v0", "type", "veth", "peer", "name", "v1");
    }

    @Test
    void addedAddressIsListedUntilItIsRemoved() throws Exception {
        cable();
        var assignment = on("v0", "10.9.9.9", 24);
        assertInstanceOf(AddressPresence.Absent.class, addresses.isPresent(assignment));
        assertInstanceOf(AddressOutcome.Done.class, addresses.add(assignment));
        assertTrue(TestHost.ip("-4", "addr", "show", "dev", "v0").contains("inet 10.9.9.9/24"));
        var present = assertInstanceOf(AddressPresence.Present.class, addresses.isPresent(assignment));
        assertTrue(present.address().isMarked());
        assertEquals(Optional.empty(), present.address().remaining());
        assertTrue(listed("v0").addresses().contains(present.address()));
        assertInstanceOf(AddressPresence.Absent.class, addresses.isPresent(on("v0", "10.9.9.9", 25)));
        assertInstanceOf(AddressPresence.Absent.class, addresses.isPresent(on("v1", "10.9.9.9", 24)));
        assertInstanceOf(AddressOutcome.AlreadyPresent.class, addresses.add(assignment));
        assertInstanceOf(AddressOutcome.Done.class, addresses.remove(assignment));
        assertFalse(TestHost.ip("addr", "show", "dev", "v0").contains("10.9.9.9"));
        assertInstanceOf(AddressOutcome.NotPresent.class, addresses.remove(assignment));
    }

    @Test
    void carrierIsToldApartFromBeingUp() throws Exception {
        cable();
        assertFalse(listed("v0").isUp());
        TestHost.ip("link", "set", "v0", "up");
        assertTrue(listed("v0").isUp());
        assertFalse(listed("v0").hasCarrier());
        TestHost.ip("link", "set", "v1", "up");
        assertTrue(listed("v0").hasCarrier());
        assertTrue(listed("v0").speaksArp());
        assertTrue(TestHost.ip("link", "show", "v0").contains(listed("v0").hardware().orElseThrow().toString()));
        assertFalse(listed("lo").speaksArp());
    }

    @Test
    void unrenewedAddressLeavesByItself() throws Exception {
        cable();
        var assignment = on("v0", "10.9.9.9", 24).lasting(LEASE);
        assertInstanceOf(AddressOutcome.Done.class, addresses.add(assignment));
        long added = System.nanoTime();
        Thread.sleep(1500);
        assertInstanceOf(AddressPresence.Present.class, addresses.isPresent(assignment));
        assertInstanceOf(AddressOutcome.Done.class, addresses.renew(assignment));
        Thread.sleep(1400);
        assertInstanceOf(AddressPresence.Present.class, addresses.isPresent(assignment), "the renewal did not count");
        long renewed = added + 1_500_000_000L;
        while (addresses.isPresent(assignment) instanceof AddressPresence.Present) {
            assertTrue(System.nanoTime() - renewed < 5_000_000_000L, "still there 5 s after the renewal");
            Thread.sleep(5);
        }
        System.out.println("a lease of 2 s was removed " + (System.nanoTime() - renewed) / 1_000_000 + " ms after its renewal");
        assertInstanceOf(AddressOutcome.NotPresent.class, addresses.renew(assignment));
        assertInstanceOf(AddressPresence.Absent.class, addresses.isPresent(assignment), "the renewal brought it back");
    }

    @Test
    void foreignAddressIsNotTouchedUnlessTold() throws Exception {
        cable();
        TestHost.ip("addr", "add", "10.9.9.9/24", "dev", "v0");
        var assignment = on("v0", "10.9.9.9", 24);
        assertInstanceOf(AddressOutcome.AlreadyPresent.class, addresses.add(assignment.lasting(LEASE)));
        assertInstanceOf(AddressOutcome.NotOurs.class, addresses.renew(assignment.lasting(LEASE)));
        assertInstanceOf(AddressOutcome.NotOurs.class, addresses.remove(assignment));
        var present = assertInstanceOf(AddressPresence.Present.class, addresses.isPresent(assignment));
        assertFalse(present.address().isMarked());
        assertEquals(Optional.empty(), present.address().remaining());
        assertInstanceOf(AddressOutcome.Done.class, addresses.removeAnyway(assignment));
        assertInstanceOf(AddressPresence.Absent.class, addresses.isPresent(assignment));
    }

    @Test
    void removingTheFirstOfANetworkKeepsTheOthers() throws Exception {
        cable();
        java.nio.file.Files.writeString(java.nio.file.Path.of("/proc/sys/net/ipv4/conf/all/promote_secondaries"), "0");
        java.nio.file.Files.writeString(java.nio.file.Path.of("/proc/sys/net/ipv4/conf/v0/promote_secondaries"), "0");
        var first = on("v0", "10.9.9.9", 24);
        var second = on("v0", "10.9.9.10", 24);
        addresses.add(first);
        addresses.add(second);
        assertInstanceOf(AddressOutcome.Done.class, addresses.remove(first));
        assertInstanceOf(AddressPresence.Present.class, addresses.isPresent(second));
        assertInstanceOf(AddressPresence.Absent.class, addresses.isPresent(first));
    }

    @Test
    void ipv6AddressIsUsableAtOnce() throws Exception {
        cable();
        TestHost.ip("link", "set", "v0", "up");
        TestHost.ip("link", "set", "v1", "up");
        var assignment = on("v0", "fd00:9::9", 64).lasting(LEASE);
        assertInstanceOf(AddressOutcome.Done.class, addresses.add(assignment));
        assertFalse(TestHost.ip("-6", "addr", "show", "dev", "v0", "to", "fd00:9::9").contains("tentative"));
        assertInstanceOf(AddressOutcome.Done.class, addresses.renew(assignment));
        assertInstanceOf(AddressOutcome.Done.class, addresses.remove(assignment));
        assertInstanceOf(AddressPresence.Absent.class, addresses.isPresent(assignment));
    }

    @Test
    void missingInterfaceIsNamed() throws Exception {
        var failed = assertInstanceOf(AddressOutcome.Failed.class, addresses.add(on("nosuch0", "10.9.9.9", 24)));
        assertEquals("ENODEV", failed.fault().name());
        assertEquals(19, failed.fault().code());
        assertTrue(failed.fault().text().startsWith("No such device"), failed.fault().text());
        assertInstanceOf(AddressPresence.Absent.class, addresses.isPresent(on("nosuch0", "10.9.9.9", 24)));
    }
}
