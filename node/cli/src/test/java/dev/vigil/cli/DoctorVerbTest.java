package dev.vigil.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.vigil.cli.doctor.Surroundings;

final class DoctorVerbTest {
    private static final List<String> NAMES = List.of("clock", "stalls", "disk", "paths", "ports", "firewall", "certificates",
            "runtime", "rights", "guard");
    @TempDir
    private Path home = Path.of("");

    private Session doctor(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add("doctor");
        return Session.of(Map.of("VIGIL_HOME", home.toString()), home.resolve("bin/vigil"), places -> {
            throw Failure.unreachable("nobody there", "");
        }, all.toArray(String[]::new));
    }

    @Test
    void eachCheckSaysOneLineAndAHintWhenSomethingIsWrong() {
        List<String> out = doctor().out();
        List<String> lines = out.stream().filter(line -> !line.startsWith("     ")).toList();
        assertEquals(NAMES.size(), lines.size(), out.toString());
        for (int i = 0; i < NAMES.size(); i++) {
            assertTrue(lines.get(i).matches("(ok  |warn|FAIL) " + NAMES.get(i) + ": [A-Z].*\\."), lines.get(i));
        }
        long troubles = lines.stream().filter(line -> !line.startsWith("ok")).count();
        assertEquals(troubles, out.size() - lines.size(), out.toString());
    }

    @Test
    void theExitCodeIsThatOfTheWorst() throws IOException {
        Session json = doctor("--json");
        JsonObject answer = JsonObject.parse(String.join("\n", json.out()));
        assertEquals(NAMES, answer.objects("findings").stream().map(finding -> finding.text("name")).toList());
        boolean hasFailed = answer.objects("findings").stream().anyMatch(finding -> finding.text("verdict").equals("FAIL"));
        assertEquals(hasFailed ? 1 : 0, json.exitCode());
    }

    /** A certificate that another authority has signed, in a folder that others may read. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void certificatesOfTwoClustersAreAFailure() throws Exception {
        Path pki = Files.createDirectory(home.resolve("pki"), PosixFilePermissions.asFileAttribute(
                PosixFilePermissions.fromString("rwx------")));
        TestCertificates shop = new TestCertificates("shop");
        Files.writeString(pki.resolve("ca.crt"), shop.pem());
        Files.writeString(pki.resolve("node.crt"), shop.nodePem(Duration.ofDays(90)));
        assertTrue(line("certificates").startsWith("warn certificates: ") && line("certificates").contains("expires in 8 days"),
                line("certificates"));
        Files.writeString(pki.resolve("node.key"), "secret");
        Files.setPosixFilePermissions(pki.resolve("node.key"), PosixFilePermissions.fromString("rw-r-----"));
        assertTrue(line("certificates").contains("may read node.key"), line("certificates"));
        Files.writeString(pki.resolve("node.crt"), new TestCertificates("other").nodePem(Duration.ofDays(90)));
        assertTrue(line("certificates").startsWith("FAIL certificates: The node's certificate is not signed"),
                line("certificates"));
    }

    private String line(String name) {
        return doctor().out().stream().filter(line -> line.contains(" " + name + ": ")).findFirst().orElseThrow();
    }

    @Test
    void theNodesOwnEndsAreLookedAt() throws IOException {
        JsonObject status = JsonObject.parse(RecordedAdministration.recorded("status.json"));
        assertEquals(new Surroundings.Node("alpha", "10.0.0.1:7742", 500,
                List.of(new Surroundings.NodePath("lan1", "bravo", "10.0.0.1:7741"),
                        new Surroundings.NodePath("lan2", "bravo", "10.0.1.1:7741"))),
                DoctorVerb.node(status));
    }
}
