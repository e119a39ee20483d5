package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Ten commands of an administrator, an operator and a guest, and what the audit of the node tells of them afterwards. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its scripts and the launcher are those of a Linux shell")
@Timeout(600)
class AuditSessionTest {
    private static final int FAILED = 1;
    private static final int NOT_ALLOWED = 4;

    private final List<String> expected = new ArrayList<>();
    private LiveCluster cluster;
    private Path folder = Path.of("");

    @Test
    void tellsWhoFromWhereWhatAndHowItEnded(@TempDir Path temporary) throws IOException {
        folder = temporary.toRealPath();
        cluster = new LiveCluster(folder);
        try (LiveCluster live = cluster) {
            live.start();
            live.must("alpha", "profile", "patient", "--interval", "250ms", "--detection", "15s");
            Path scripts = live.scripts("web", "exit 0\n", "exit 0\n", "");
            int before = audit().size();
            Path ops = credentials("ops", "operator");
            Path reader = credentials("reader", "guest");
            local("CreateResource properties=scripts=" + scripts + " tag=web type=generic", "OK", 0, "resource", "create",
                    "generic", "web", "--property", "scripts=" + scripts);
            local("ExtendResource node=bravo tag=web", "OK", 0, "resource", "extend", "web", "bravo");
            asked("ops (operator)", ops, "Switchover node=bravo tag=web", "OK", 0, "switchover", "web", "bravo");
            asked("ops (operator)", ops, "Switchover node=nowhere tag=web", "NOT_FOUND", FAILED, "switchover", "web", "nowhere");
            asked("ops (operator)", ops, "DeleteResource", "FORBIDDEN", NOT_ALLOWED, "resource", "delete", "web", "--yes");
            asked("reader (guest)", reader, "Switchover", "FORBIDDEN", NOT_ALLOWED, "switchover", "web", "alpha");
            asked("ops (operator)", ops, "TakeOutOfService tag=web", "OK", 0, "resource", "out-of-service", "web");
            local("DeleteResource tag=web", "OK", 0, "resource", "delete", "web", "--yes");
            List<String> lines = audit();
            compare(lines.subList(before, lines.size()));
        }
    }

    private Path credentials(String name, String role) throws IOException {
        Path file = folder.resolve(name + ".token");
        Files.writeString(file, cluster.must("alpha", "token", "create", name, role));
        expected.add("local (administrator)  CreateToken name=" + name + " role=" + role + "  OK");
        return file;
    }

    private void local(String what, String result, int exitCode, String... words) {
        asked("local (administrator)", cluster.home("alpha").resolve("pki/admin.token"), what, result, exitCode, words);
    }

    private void asked(String who, Path credentials, String what, String result, int exitCode, String... words) {
        List<String> all = new ArrayList<>(List.of("--credentials", credentials.toString()));
        all.addAll(List.of(words));
        Command.Outcome outcome = cluster.vigil("alpha", all.toArray(String[]::new));
        assertEquals(exitCode, outcome.exitCode(), outcome.text());
        expected.add(who + "  " + what + "  " + result);
    }

    private List<String> audit() {
        return cluster.must("alpha", "audit").lines().filter(line -> line.contains(" from ")).toList();
    }

    private void compare(List<String> lines) {
        System.out.println(String.join("\n", lines).replace(folder.toString(), "FOLDER"));
        assertEquals(expected.size(), lines.size(), lines.toString());
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String who = expected.get(i).split(" {2}")[0];
            String what = expected.get(i).split(" {2}", 2)[1];
            assertTrue(line.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d.*"), "no time: " + line);
            assertTrue(line.contains("  " + who + " from 127."), "not by " + who + ": " + line);
            assertTrue(line.contains("  " + what), "not " + what + ": " + line);
            assertTrue(what.endsWith("OK") || line.matches(".*[A-Z]: .+"), "without a sentence: " + line);
        }
    }
}
