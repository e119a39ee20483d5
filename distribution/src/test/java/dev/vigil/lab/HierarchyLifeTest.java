package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes live through the whole life of a hierarchy, by the command line: made, changed, divided, left by a node, deleted. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its scripts and the launcher are those of a Linux shell")
@Timeout(600)
class HierarchyLifeTest {
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final Duration SETTLE = Duration.ofSeconds(60);

    private LiveCluster cluster;
    private Path diary = Path.of("");

    @Test
    void fromItsCreationToItsEnd(@TempDir Path temporary) throws IOException {
        Path folder = temporary.toRealPath();
        cluster = new LiveCluster(folder);
        diary = folder.resolve("diary");
        try (LiveCluster live = cluster) {
            live.start();
            // A build machine stands still for seconds; no stall shall move anything here.
            live.must("alpha", "profile", "patient", "--interval", "250ms", "--detection", "15s");
            made();
            changed(folder);
            overridden();
            divided();
            left();
            deleted();
        }
    }

    private void made() throws IOException {
        Path scripts = scripts("app");
        for (String tag : List.of("lower", "upper")) {
            must("resource", "create", "generic", tag, "--property", "scripts=" + scripts);
            must("resource", "extend", tag, "bravo");
        }
        must("dependency", "create", "upper", "lower");
        shows("upper +generic +upper +ISP 1 +OSU 10");
        shows("lower +generic +lower +ISP 1 +OSU 10");
        assertEquals(List.of("PARENT  NEEDS", "upper   lower"), must("dependency", "list").lines().toList());
        wrote("restore lower alpha", 1);
    }

    /** What is changed counts from the next action on, while the resource runs. */
    private void changed(Path folder) throws IOException {
        must("resource", "set", "upper", "--info", "second", "--quick-check", "1h");
        assertTrue(must("action", "upper", "quickCheck").contains("found it healthy"));
        wrote("quickCheck upper alpha second", 1);
        Path other = scripts("other");
        must("resource", "set", "upper", "scripts=" + other, "--node", "alpha");
        Files.writeString(other.resolve("quickCheck"), "#!/bin/sh\necho other $VIGIL_TAG >>" + diary + "\n");
        must("action", "upper", "quickCheck");
        wrote("other upper", 1);
        String properties = must("resource", "properties", "upper", "--json");
        assertTrue(properties.contains(other.toString()) && properties.contains(folder.resolve("scripts/app").toString()), properties);
        says(FAILED, "has no property colour", "resource", "set", "upper", "colour=red");
        says(FAILED, "upper on alpha", "resource", "set", "upper", "restore=not/absolute");
        says(FAILED, "would be something else under another id", "resource", "set", "upper", "--id", "x");
        must("resource", "set", "upper", "scripts=" + folder.resolve("scripts/app"));
    }

    private void overridden() {
        must("flag", "set", "backup", "--node", "bravo");
        assertEquals(0, vigil("flag", "test", "backup", "--node", "bravo").exitCode());
        assertEquals(FAILED, vigil("flag", "test", "backup").exitCode());
        assertEquals("bravo  backup", must("flag", "list").strip());
        says(FAILED, "is set on bravo already", "flag", "set", "backup", "--node", "bravo");
        must("flag", "clear", "backup", "--node", "bravo");
        must("resource", "set-state", "upper", "ISU", "--yes");
        shows("upper +generic +upper +ISU 1");
        must("resource", "in-service", "upper");
        shows("upper +generic +upper +ISP 1");
        assertTrue(Pattern.compile("alpha +alive").matcher(must("node")).find());
    }

    private void divided() {
        says(FAILED, "lower is needed by upper", "resource", "delete", "lower", "--yes");
        must("dependency", "delete", "upper", "lower");
        shows("lower +generic +lower +ISP 1 +OSU 10");
        must("switchover", "lower", "bravo");
        shows("lower +generic +lower +OSU 1 +ISP 10");
        shows("upper +generic +upper +ISP 1 +OSU 10");
        wrote("restore upper", 1);
        wrote("remove upper", 0);
        must("sendevent", "lower", "--detail", "customers complain");
        assertTrue(Pause.until(SETTLE, () -> written().contains("recover lower bravo")), written());
        assertTrue(must("explain", "lower").contains("customers complain") || cluster.must("bravo", "explain", "lower")
                .contains("customers complain"));
    }

    private void left() {
        says(USAGE, "--yes does it without asking", "resource", "unextend", "upper", "bravo");
        says(FAILED, "alpha owns", "resource", "unextend", "upper", "alpha", "--yes");
        must("resource", "unextend", "upper", "bravo", "--yes");
        shows("upper +generic +upper +ISP 1 +-");
        assertTrue(Pause.until(SETTLE, () -> written().contains("delete upper bravo")), written());
        says(FAILED, "is on no other node", "resource", "unextend", "upper", "alpha", "--yes");
    }

    private void deleted() {
        says(FAILED, "upper is in service on alpha", "resource", "delete", "upper", "--yes");
        for (String tag : List.of("upper", "lower")) {
            must("resource", "out-of-service", tag);
            must("resource", "delete", tag, "--yes");
        }
        assertTrue(must("status").contains("no resources"));
        for (String line : List.of("delete upper alpha", "delete lower alpha", "delete lower bravo")) {
            assertTrue(Pause.until(SETTLE, () -> written().contains(line)), line + "\n" + written());
        }
        must("resource", "create", "generic", "upper", "--property", "scripts=" + diary.resolveSibling("scripts/app"));
        shows("upper +generic +upper +ISP 1 +-");
    }

    /** Scripts that write what they were called for into the diary. */
    private Path scripts(String name) throws IOException {
        Path scripts = cluster.scripts(name, "", "", "");
        for (String action : List.of("restore", "remove", "quickCheck", "recover", "delete")) {
            Path script = scripts.resolve(action);
            Files.writeString(script, "#!/bin/sh\necho " + action + " $VIGIL_TAG $VIGIL_NODE $VIGIL_INFO >>" + diary + "\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return scripts;
    }

    private String must(String... words) {
        return cluster.must("alpha", words);
    }

    private Command.Outcome vigil(String... words) {
        return cluster.vigil("alpha", words);
    }

    private void says(int exitCode, String sentence, String... words) {
        Command.Outcome outcome = vigil(words);
        assertEquals(exitCode, outcome.exitCode(), outcome.text());
        assertTrue(outcome.text().contains(sentence), outcome.text());
    }

    private void shows(String row) {
        Pattern pattern = Pattern.compile("(?m)^ *" + row);
        assertTrue(Pause.until(SETTLE, () -> pattern.matcher(must("status")).find()), () -> row + "\n" + must("status"));
    }

    private String written() {
        try {
            return Files.exists(diary) ? Files.readString(diary) : "";
        } catch (IOException e) {
            throw new LabFailure("the diary cannot be read", e);
        }
    }

    private void wrote(String line, int times) {
        assertEquals(times, written().lines().filter(written -> written.startsWith(line)).count(), written());
    }
}
