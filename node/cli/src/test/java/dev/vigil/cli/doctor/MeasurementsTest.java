package dev.vigil.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The measurements on the real machine, as far as a test can know what is right. */
final class MeasurementsTest {
    @TempDir
    private Path home = Path.of("");

    private Surroundings around(Optional<Surroundings.Node> node) {
        return new Surroundings(home, home, node);
    }

    @Test
    void aSecondOfSamplingIsNearlyASecond() {
        Sampling sampling = Sampling.take(Duration.ofMillis(200));
        assertTrue(!sampling.worstLateness().isNegative() && sampling.worstLateness().toSeconds() < 10, sampling.toString());
        assertTrue(sampling.clockStep().abs().toSeconds() < 10, sampling.toString());
    }

    @Test
    void aForcedWriteTakesSomeTimeAndLeavesNothing() throws IOException {
        Files.createDirectory(home.resolve("lcd"));
        Finding finding = new DiskCheck(home).look();
        assertTrue(finding.sentence().startsWith("A forced write of 4 KiB takes "), finding.toString());
        try (var files = Files.list(home.resolve("lcd"))) {
            assertEquals(0, files.count());
        }
        assertEquals(Verdict.FAIL, new DiskCheck(home.resolve("none")).look().verdict());
    }

    @Test
    void aTakenPortIsSeen() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            Files.createDirectory(home.resolve("conf"));
            Files.writeString(home.resolve("conf/vigil.yaml"), "node: alpha\nadmin: \"" + address + "\"\n");
            Finding held = new PortsCheck(around(Optional.empty())).look();
            assertEquals(Verdict.FAIL, held.verdict(), held.toString());
            assertTrue(held.sentence().contains("TCP " + address), held.toString());
            Finding own = new PortsCheck(around(Optional.of(new Surroundings.Node("alpha", address, 500, List.of())))).look();
            assertEquals(Verdict.OK, own.verdict(), own.toString());
            Finding away = new PortsCheck(around(Optional.of(new Surroundings.Node("alpha", "192.0.2.77:7742", 500, List.of()))))
                    .look();
            assertEquals(Verdict.FAIL, away.verdict(), away.toString());
            assertTrue(away.sentence().contains("no such address"), away.toString());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void twoPathsOverTheLoopbackHaveAllInCommon() {
        Finding finding = new PathsCheck(around(Optional.of(new Surroundings.Node("alpha", "", 500,
                List.of(new Surroundings.NodePath("lan1", "bravo", "127.0.0.1:7741"),
                        new Surroundings.NodePath("lan2", "bravo", "127.0.0.2:7741"))))))
                .look();
        assertEquals(Verdict.WARN, finding.verdict(), finding.toString());
        assertTrue(finding.sentence().contains("use 1 interface"), finding.toString());
    }

    @Test
    void aProgramThatIsMissingIsNoAnswer() {
        assertEquals(Optional.empty(), Tool.ask("no-such-program-of-this-test"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aProgramIsHeard() {
        assertEquals(Optional.of(new Tool.Answer(0, "a b\n")), Tool.ask("printf", "a b\n"));
    }

    @Test
    void withoutAHomeNothingIsSaidOfCertificates() {
        assertEquals(Verdict.WARN, new CertificatesCheck(home).look().verdict());
    }
}
