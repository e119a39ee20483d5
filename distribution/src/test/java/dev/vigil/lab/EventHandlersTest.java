package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A monitor of somebody's own reports failures to two real nodes: handlers mend them, or the nodes do what they do about any failure. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its scripts and the launcher are those of a Linux shell")
@Timeout(600)
class EventHandlersTest {
    private static final int FAILED = 1;
    private static final int NOT_FOUND = 7;
    private static final int ILLEGAL = 5;
    private static final Duration SETTLE = Duration.ofSeconds(60);

    private LiveCluster cluster;
    private Path diary = Path.of("");

    @Test
    void handlersAreAskedBeforeAnythingIsDone(@TempDir Path temporary) throws IOException {
        Path folder = temporary.toRealPath();
        cluster = new LiveCluster(folder);
        diary = folder.resolve("diary");
        try (LiveCluster live = cluster) {
            live.start();
            // A build machine stands still for seconds; no stall shall move anything here.
            live.must("alpha", "profile", "patient", "--interval", "250ms", "--detection", "15s");
            Path scripts = live.scripts("web", "exit 0\n", "exit 0\n", "");
            script(scripts.resolve("recover"), "echo recover $VIGIL_NODE >>" + diary);
            live.must("alpha", "resource", "create", "generic", "web", "--property", "scripts=" + scripts, "--property",
                    "limit.handle-event=2");
            live.must("alpha", "resource", "extend", "web", "bravo");
            withoutAHandler();
            recovered();
            refused();
            hanging();
            failingOver();
        }
    }

    private void withoutAHandler() {
        String said = event("alpha");
        assertTrue(said.contains("there is no handler for the event gen/failed: there is no folder "), said);
        assertTrue(said.contains("local recovery of web begins on alpha"), said);
        assertTrue(Pause.until(SETTLE, () -> written().equals("recover alpha\n")), written());
    }

    /** By the command of LCDI, and asked on the node that does not run it. */
    private void recovered() throws IOException {
        handler("alpha", "10-ask", "echo asked $VIGIL_EVENT_SEVERITY >>" + diary + "; exit 1");
        handler("alpha", "20-mend", "echo \"mended $*\" >>" + diary);
        handler("bravo", "10-ask", "echo the wrong node >>" + diary);
        waitForRest();
        Command.Outcome lcdi = cluster.vigil("alpha", "lcdi", "sendevent", "-C", "gen", "-E", "failed", "-m", "mine", "-n", "web",
                "-s", "3");
        assertEquals(0, lcdi.exitCode(), lcdi.text());
        assertTrue(Pattern.compile("10-ask exited with 1\\n.*20-mend exited with 0\\n"
                + "web is recovered on alpha by a handler: nothing more is done").matcher(lcdi.text()).find(), lcdi.text());
        assertEquals("recover alpha\nasked 3\nmended -C gen -E failed -n web -i web -m mine -s 3\n", written());
        String elsewhere = event("bravo");
        assertTrue(elsewhere.contains("web is recovered on alpha by a handler"), elsewhere);
        assertEquals(1, written().lines().filter("recover alpha"::equals).count(), written());
        assertFalse(written().contains("the wrong node"), written());
        assertTrue(cluster.must("alpha", "history", "--tag", "web")
                .contains("web is recovered by a handler of the event gen/failed"));
    }

    private void refused() {
        says(FAILED, "the class of an event, \"../..\", is not the name of a folder", "sendevent", "-C", "../..", "-E", "failed",
                "-n", "web");
        says(FAILED, "There is no resource wed", "sendevent", "-C", "gen", "-E", "failed", "-n", "wed");
        says(FAILED, "\"colour\" is no fact of an event", "sendevent", "-C", "gen", "-E", "failed", "-n", "web", "--fact",
                "colour=red");
        says(ILLEGAL, "the name of an event, \"a/b\", is not the name", "lcdi", "sendevent", "-C", "gen", "-E", "a/b", "-m",
                "mine", "-n", "web");
        says(NOT_FOUND, "no resource wed on alpha", "lcdi", "sendevent", "-C", "gen", "-E", "failed", "-m", "mine", "-n", "wed");
    }

    private void hanging() throws IOException {
        handler("alpha", "20-mend", "echo still at it; sleep 300");
        String said = event("alpha");
        assertTrue(said.contains("was not over within its limit of ") && said.contains("20-mend did not end by itself; "), said);
        assertTrue(said.contains("local recovery of web begins"), said);
        assertTrue(Pause.until(SETTLE, () -> written().endsWith("recover alpha\n")), written());
        String output = cluster.must("bravo", "resource", "output", "web", "--action", "handleEvent");
        assertTrue(output.contains("--- 10-ask") && output.contains("still at it"), output);
    }

    private void failingOver() throws IOException {
        handler("alpha", "20-mend", "exit 1");
        cluster.must("alpha", "resource", "set", "web", "--local-recovery", "no");
        waitForRest();
        String said = event("alpha");
        assertTrue(said.contains("failover begins: web moves from alpha to bravo"), said);
        Pattern moved = Pattern.compile("web +generic +web +OS[UF] 1 +ISP 10");
        assertTrue(Pause.until(SETTLE, () -> moved.matcher(status()).find()), this::status);
    }

    private String status() {
        return cluster.must("alpha", "status");
    }

    /** A repair that was begun refuses the next event until it is over. */
    private void waitForRest() {
        assertTrue(Pause.until(SETTLE, () -> cluster.vigil("alpha", "action", "web", "quickCheck").isSuccess()), this::status);
    }

    private String event(String node) {
        List<Command.Outcome> said = new ArrayList<>();
        boolean isTaken = Pause.until(SETTLE, () -> {
            said.add(cluster.vigil(node, "sendevent", "-C", "gen", "-E", "failed", "-n", "web"));
            return said.getLast().isSuccess();
        });
        assertTrue(isTaken, said.getLast().text());
        return said.getLast().text();
    }

    private void says(int exitCode, String sentence, String... words) {
        Command.Outcome outcome = cluster.vigil("alpha", words);
        assertEquals(exitCode, outcome.exitCode(), outcome.text());
        assertTrue(outcome.text().contains(sentence), outcome.text());
    }

    private void handler(String node, String name, String text) throws IOException {
        script(Files.createDirectories(cluster.home(node).resolve("events/gen/failed")).resolve(name), text);
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String written() {
        try {
            return Files.exists(diary) ? Files.readString(diary) : "";
        } catch (IOException e) {
            throw new LabFailure("the diary cannot be read", e);
        }
    }
}
