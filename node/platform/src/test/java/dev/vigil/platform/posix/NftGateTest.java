package dev.vigil.platform.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.platform.KernelGate;
import dev.vigil.platform.ProbeOutcome;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** The gate in a real kernel, asked from another host for the hardware address and for an answer. */
@EnabledOnOs(OS.LINUX)
@ExtendWith(NetworkSandbox.class)
class NftGateTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int REFRESHES = 500;
    private final KernelGate gate = new NftGate("test-node");

    /** Both hosts with a cable between them; the floating addresses stand on this one. */
    private static TestHost cabled() throws Exception {
        TestHost other = new TestHost();
        other.cable("v0", "v1");
        TestHost.ip("addr", "add", "10.9.9.9/24", "dev", "v0");
        TestHost.ip("addr", "add", "10.9.9.1/24", "dev", "v0");
        TestHost.ip("addr", "add", "fd00::9/64", "dev", "v0", "nodad");
        other.on(() -> TestHost.ip("addr", "add", "10.9.9.2/24", "dev", "v1"));
        other.on(() -> TestHost.ip("addr", "add", "fd00::2/64", "dev", "v1", "nodad"));
        Thread.ofPlatform().daemon().start(NftGateTest::echo);
        return other;
    }

    private static void echo() {
        try (DatagramSocket socket = new DatagramSocket(7777)) {
            DatagramPacket packet = new DatagramPacket(new byte[8], 8);
            while (true) {
                socket.receive(packet);
                socket.send(packet);
            }
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Forgets the neighbour first, so that the hardware address has to be asked for. */
    private static boolean answers(TestHost other, String address) throws Exception {
        return other.on(() -> {
            TestHost.ip("neigh", "flush", "dev", "v1");
            if (address.contains(":")) {
                // A Java that began without an address of IPv6 on the machine has no sockets for it.
                return new NeighbourProbe(new NetlinkSocket()).probe("v1", at(address),
                        Duration.ofMillis(200)) instanceof ProbeOutcome.Taken;
            }
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.setSoTimeout(100);
                socket.send(new DatagramPacket(new byte[]{1}, 1, InetAddress.getByName(address), 7777));
                socket.receive(new DatagramPacket(new byte[8], 8));
                return true;
            } catch (SocketTimeoutException | java.net.ConnectException | java.net.NoRouteToHostException silent) {
                return false;
            }
        });
    }

    /** A busy machine may be slow to answer, but not for ever. */
    private static void assertAnswers(TestHost other, String address, String otherwise) throws Exception {
        long began = System.nanoTime();
        while (!answers(other, address)) {
            assertTrue(System.nanoTime() - began < LONG.toNanos() / 2, otherwise);
        }
    }

    private static InetAddress at(String address) throws Exception {
        return InetAddress.getByName(address);
    }

    @Test
    void coveredAddressesAnswerWhileTheGateIsOpen() throws Exception {
        try (TestHost other = cabled()) {
            for (String address : List.of("10.9.9.9", "fd00::9")) {
                assertAnswers(other, address, address + " does not answer without a gate");
                assertEquals(Optional.empty(), gate.install(List.of()));
                assertAnswers(other, address, address + " is not covered yet");
                assertEquals(Optional.empty(), gate.cover(at(address)));
                assertFalse(answers(other, address), address + " answers through the shut gate");
                assertAnswers(other, "10.9.9.1", "the gate shuts an address that it does not cover");
                assertEquals(Optional.empty(), gate.open(List.of(at(address)), LONG));
                assertAnswers(other, address, address + " does not answer through the open gate");
                assertEquals(Optional.empty(), gate.shut());
                assertFalse(answers(other, address), address + " answers through the gate that was shut");
                assertEquals(Optional.empty(), gate.uncover(at(address)));
                assertAnswers(other, address, address + " is not covered any more");
                assertEquals(Optional.empty(), gate.remove());
                assertEquals(Optional.empty(), gate.shut(), "a gate that is not there is shut");
            }
        }
    }

    @Test
    void whatStandsThereFromBeforeIsCoveredFromTheFirstMoment() throws Exception {
        try (TestHost other = cabled()) {
            gate.install(List.of(at("10.9.9.9"), at("fd00::9")));
            assertFalse(answers(other, "10.9.9.9"));
            assertFalse(answers(other, "fd00::9"));
            assertEquals(Optional.empty(), gate.install(List.of()));
            assertAnswers(other, "10.9.9.9", "a second install begins anew");
        }
    }

    /** Nobody runs; the kernel shuts it by itself, and renewing in time keeps it open. */
    @Test
    void itShutsByItself() throws Exception {
        try (TestHost other = cabled()) {
            gate.install(List.of(at("10.9.9.9")));
            gate.open(List.of(at("10.9.9.9")), Duration.ofMillis(50));
            gate.open(List.of(at("10.9.9.9")), LONG);
            Thread.sleep(100);
            assertAnswers(other, "10.9.9.9", "the second time did not replace the first");
            long renewed = System.nanoTime();
            gate.open(List.of(at("10.9.9.9")), Duration.ofMillis(700));
            while (answers(other, "10.9.9.9")) {
                assertTrue(System.nanoTime() - renewed < LONG.toNanos(), "it never shuts");
            }
            System.out.printf("a gate opened for 700 ms was found shut after %d ms, of which 100 ms are the look%n",
                    (System.nanoTime() - renewed) / 1_000_000);
        }
    }

    @Test
    void aRenewalCostsLittle() throws Exception {
        gate.install(List.of(at("10.9.9.9"), at("fd00::9")));
        for (int warming = 0; warming < REFRESHES; warming++) {
            gate.open(List.of(at("10.9.9.9"), at("fd00::9")), LONG);
        }
        long[] took = new long[REFRESHES];
        for (int place = 0; place < REFRESHES; place++) {
            long began = System.nanoTime();
            assertEquals(Optional.empty(), gate.open(List.of(at("10.9.9.9"), at("fd00::9")), LONG));
            took[place] = System.nanoTime() - began;
        }
        java.util.Arrays.sort(took);
        System.out.printf("a renewal of two addresses by netlink: median %d us, 99 of 100 under %d us%n",
                took[REFRESHES / 2] / 1000,
                took[REFRESHES * 99 / 100] / 1000);
        long began = System.nanoTime();
        gate.install(List.of(at("10.9.9.9")));
        System.out.printf("the program nft once: %d us%n", (System.nanoTime() - began) / 1000);
    }
}
