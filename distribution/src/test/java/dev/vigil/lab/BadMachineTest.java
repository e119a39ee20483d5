package dev.vigil.lab;

import static dev.vigil.lab.BadInputBench.FAILED;
import static dev.vigil.lab.BadInputBench.SETTLE;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room, a disk that takes nothing, a wall clock that jumps: under a node that owns an application, or is about to start. */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class BadMachineTest {
    private static final String SIZE = "48m";
    private static final List<Path> LIBRARIES = List.of(Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));
    private static final int TRIES = 30;
    private static final int BLOCK = 4096;

    private BadInputBench bench;
    private LiveCluster cluster;
    private Path clock = Path.of("");
    private final List<Path> mounted = new ArrayList<>();

    @BeforeAll
    void bringUp(@TempDir Path temporary) throws IOException {
        // In a network namespace of its own, as without root, it is down.
        Command.attempt(List.of("ip", "link", "set", "lo", "up"), "");
        bench = new BadInputBench("Disks and clocks", temporary);
        cluster = bench.cluster();
        for (String node : BadInputBench.NODES) {
            Path home = Files.createDirectories(cluster.home(node));
            Command.run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", home.toString());
            mounted.add(home);
        }
        clock = bench.folder().resolve("clock");
        step(Duration.ZERO);
        Path library = LIBRARIES.stream().filter(Files::exists).findFirst()
                .orElseThrow(() -> new LabFailure("libfaketime is missing"));
        // Only what asks for the time of day is told another one; the clock that heartbeats go by runs on.
        cluster.withEnvironment("alpha", Map.of("LD_PRELOAD", library.toString(), "FAKETIME_TIMESTAMP_FILE", clock.toString(),
                "FAKETIME_CACHE_DURATION", "1", "FAKETIME_DONT_FAKE_MONOTONIC", "1", "FAKETIME_FORCE_MONOTONIC_FIX", "0"));
        bench.begin();
        bench.watch();
    }

    private void step(Duration by) throws IOException {
        Files.writeString(clock, (by.isNegative() ? "-" : "+") + by.abs().toSeconds() + "s\n");
    }

    @AfterEach
    void unharmed() {
        bench.unharmed();
    }

    @AfterAll
    void nothingHasHappened() throws IOException {
        try (BadInputBench all = bench) {
            all.end();
        } finally {
            mounted.forEach(home -> Command.attempt(List.of("umount", "--lazy", home.toString()), ""));
        }
    }

    private Command.Outcome change(String node) {
        return cluster.vigil(node, "flag", "set", "tried", "--node", node);
    }

    private void undo(String node) {
        cluster.must(node, "flag", "clear", "tried", "--node", node);
    }

    @Test
    void aFullDisk() throws IOException {
        bench.mayLog("store-failed");
        bench.mayLog("audit-lost");
        for (String node : BadInputBench.NODES) {
            Path ballast = cluster.home(node).resolve("ballast");
            fill(ballast);
            DurabilityClient client = new DurabilityClient(LiveCluster.administration(node), cluster.home(node));
            // What lies ready in the journal is used up first.
            assertTrue(Pause.until(SETTLE.multipliedBy(2), () -> fails(client)), "changes go on without room");
            bench.says("no room on the disk of " + node + ", a change", refused(node), FAILED,
                    "The disk of " + node + " takes no changes", "Free space");
            bench.says("no room on the disk of " + node + ", status", cluster.vigil(node, "status"), 0, "Nothing can be stored");
            bench.did("changes there are refused; web runs on");
            bench.unharmed();
            Files.delete(ballast);
            long begun = System.nanoTime();
            BooleanSupplier isTaken = () -> change(node).isSuccess();
            assertTrue(Pause.until(SETTLE, isTaken), "with room again nothing is taken");
            bench.told("room on the disk of " + node + " again", "");
            bench.did("a change is taken after " + Duration.ofNanos(System.nanoTime() - begun).toMillis() + " ms");
            undo(node);
            List<String> left = cluster.must(node, "flag", "list").lines().filter(line -> line.startsWith(node + " "))
                    .map(line -> line.substring(line.lastIndexOf(' ') + 1)).toList();
            left.forEach(flag -> cluster.must(node, "flag", "clear", flag, "--node", node));
            assertTrue(Pause.until(SETTLE, () -> !cluster.must(node, "status").contains("Nothing can be stored")));
        }
    }

    /** The last bytes may still hold one change or another. */
    private Command.Outcome refused(String node) {
        Command.Outcome outcome = cluster.vigil(node, "flag", "set", "tried-0", "--node", node);
        for (int i = 1; outcome.isSuccess() && i < TRIES; i++) {
            outcome = cluster.vigil(node, "flag", "set", "tried-" + i, "--node", node);
        }
        return outcome;
    }

    private static boolean fails(DurabilityClient client) {
        String flag = "{\"flag\": \"filler\"}";
        try {
            return !client.post("/v1/flags", flag).isDone() || !client.post("/v1/flags:clear", flag).isDone();
        } catch (IOException e) {
            throw new LabFailure("the node does not answer", e);
        }
    }

    /** Writes until the disk takes nothing more. */
    private static void fill(Path ballast) {
        byte[] zeros = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(zeros);
            }
        } catch (IOException full) {
            assertTrue(String.valueOf(full.getMessage()).contains("No space"), full.toString());
        }
    }

    @Test
    void aDiskThatTakesNothing() throws IOException {
        Path home = cluster.home("bravo");
        cluster.stop("bravo");
        Command.run("mount", "-o", "remount,ro", home.toString());
        bench.says("home folder read-only", cluster.refused("bravo"), FAILED, home.toString(), "Read-only file system");
        bench.did("bravo does not start");
        Command.run("mount", "-o", "remount,rw", home.toString());
        cluster.server("bravo");
    }

    @Test
    void aClockThatJumps() throws IOException {
        jumps("wall clock of alpha a day ahead", Duration.ofDays(1));
        jumps("wall clock of alpha a day behind", Duration.ofDays(-1));
        jumps("wall clock of alpha three years ahead, certificates ended", Duration.ofDays(3 * 365));
        jumps("wall clock of alpha right again", Duration.ZERO);
    }

    /** Over a jump and after it changes are taken on both sides, and the log of the node shows that it has jumped. */
    private void jumps(String given, Duration by) throws IOException {
        step(by);
        String day = Instant.now().plus(by).toString().substring(0, 10);
        bench.told(given, "");
        assertTrue(Pause.until(SETTLE, () -> {
            cluster.must("alpha", "flag", "set", "tried", "--node", "bravo");
            cluster.must("bravo", "flag", "clear", "tried", "--node", "bravo");
            return cluster.log("alpha").lines().reduce((a, b) -> b).orElse("").startsWith(day);
        }), () -> "the clock has not jumped to " + day + ": " + cluster.log("alpha"));
        bench.did("nothing has changed; changes are taken on both nodes");
        bench.unharmed();
    }
}
