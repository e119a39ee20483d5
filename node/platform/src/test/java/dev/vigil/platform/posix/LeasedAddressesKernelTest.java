package dev.vigil.platform.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.platform.AddressAssignment;
import dev.vigil.platform.AddressPresence;
import dev.vigil.platform.Addresses;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** A process that holds an address is stopped and killed; the kernel is asked what is left. */
@EnabledOnOs(OS.LINUX)
@ExtendWith(NetworkSandbox.class)
class LeasedAddressesKernelTest {
    private static final long LATEST_NANOS = 4_000_000_000L;

    private final Addresses addresses = new NetlinkAddresses(new NetlinkSocket());
    private final AddressAssignment floating;

    LeasedAddressesKernelTest() throws Exception {
        floating = NetlinkAddressesTest.on("v0", "10.9.9.9", 24);
    }

    private boolean isThere() {
        return addresses.isPresent(floating) instanceof AddressPresence.Present;
    }

    private static Process holder() throws Exception {
        TestHost.ip("link", "add", "v0", "type", "veth", "peer", "name", "v1");
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
                "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                LeaseHolder.class.getName()).redirectErrorStream(true).start();
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start().waitFor());
    }

    private long millisUntilGone() throws InterruptedException {
        long start = System.nanoTime();
        while (isThere()) {
            assertTrue(System.nanoTime() - start < LATEST_NANOS, "the address is still there");
            Thread.sleep(5);
        }
        return (System.nanoTime() - start) / 1_000_000;
    }

    @Test
    void addressOfAKilledProcessLeavesByItself() throws Exception {
        Process holder = holder();
        BufferedReader said = holder.inputReader();
        assertEquals("Held", said.readLine());
        Thread.sleep(3000);
        assertTrue(isThere(), "the address was not renewed");
        holder.destroyForcibly().waitFor();
        System.out.println("after SIGKILL the address was gone in " + millisUntilGone() + " ms");
    }

    @Test
    void stoppedProcessDoesNotTakeTheAddressBackWhenItGoesOn() throws Exception {
        Process holder = holder();
        try {
            BufferedReader said = holder.inputReader();
            assertEquals("Held", said.readLine());
            signal("STOP", holder);
            System.out.println("after SIGSTOP the address was gone in " + millisUntilGone() + " ms");
            signal("CONT", holder);
            String line = said.readLine();
            assertTrue(line.startsWith("stalled ") && line.endsWith("[10.9.9.9/24 on v0]"), line);
            for (int look = 0; look < 100; look++) {
                assertInstanceOf(AddressPresence.Absent.class, addresses.isPresent(floating));
                Thread.sleep(10);
            }
            holder.outputWriter().append('\n').flush();
            assertEquals("resumed 1", said.readLine());
            assertTrue(isThere());
        } finally {
            holder.destroyForcibly();
        }
    }
}
