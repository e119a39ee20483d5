package dev.vigil.lab;

import static dev.vigil.lab.BadInputBench.FAILED;
import static dev.vigil.lab.BadInputBench.SETTLE;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Scripts of an application that do what none should: the node says which script did what, and keeps nothing of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its scripts and the launcher are those of a Linux shell")
@Timeout(600)
class BadScriptsTest {
    private static final int FLOOD_MEGABYTES = 400;
    private static final int CHILDREN = 200;
    private static final long MOST_PSS_KILOBYTES = 250 * 1024;

    private BadInputBench bench;
    private LiveCluster cluster;
    private Path calls = Path.of("");

    @BeforeAll
    void bringUp(@TempDir Path temporary) throws IOException {
        bench = new BadInputBench("Scripts", temporary);
        cluster = bench.cluster();
        calls = bench.folder().resolve("calls");
        bench.begin();
        for (String tag : List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
                "twelve", "thirteen", "fourteen")) {
            Path scripts = cluster.scripts(tag, "exit 0\n", "exit 0\n", "");
            bench.create(tag, scripts, "--property", "limit.restore=3", "--property", "limit.remove=3", "--out-of-service");
        }
        bench.watch();
    }

    @AfterEach
    void unharmed() {
        bench.unharmed();
    }

    @AfterAll
    void nothingHasHappened() throws IOException {
        try (BadInputBench all = bench) {
            all.end();
        }
    }

    /** Brings a resource in service whose restore script is this text. */
    private void fails(String given, String tag, String restore, String... words) throws IOException {
        Path script = bench.folder().resolve("scripts").resolve(tag).resolve("restore");
        Files.writeString(script, restore);
        bench.says(given, cluster.vigil("alpha", "resource", "in-service", tag), FAILED, words);
        BadInputBench.contains(given, cluster.vigil("alpha", "status").text(), "web");
        bench.did(tag + " is not in service");
    }

    private List<Long> called() throws IOException {
        List<Long> pids = new ArrayList<>();
        for (String line : Files.readAllLines(calls)) {
            pids.add(Long.parseLong(line));
        }
        Files.delete(calls);
        return pids;
    }

    private static void allEnded(List<Long> pids) {
        assertTrue(Pause.until(SETTLE, () -> pids.stream().noneMatch(pid -> ProcessHandle.of(pid).isPresent())),
                "processes of the script live on: " + pids);
    }

    @Test
    void scriptsThatDoNotEnd() throws IOException {
        fails("script hangs", "one", "#!/bin/sh\necho $$ >>" + calls + "\nsleep 1000 &\necho $! >>" + calls + "\nwait\n",
                "scripts/one/restore did not end by itself", "its 2 processes were ended");
        allEnded(called());
        fails("script hangs and does not listen to signals", "two",
                "#!/bin/sh\ntrap '' TERM INT HUP\necho $$ >>" + calls + "\nwhile :; do sleep 1; done\n",
                "scripts/two/restore did not end by itself",
                "ended");
        allEnded(called());
        fails("script stops itself", "three", "#!/bin/sh\necho $$ >>" + calls + "\nkill -STOP $$\n",
                "scripts/three/restore did not end by itself");
        allEnded(called());
    }

    @Test
    void scriptsThatTellTooMuch() throws IOException {
        fails("script writes " + FLOOD_MEGABYTES + " MB and fails", "four",
                "#!/bin/sh\necho the beginning\nhead -c " + FLOOD_MEGABYTES
                        + "M /dev/zero | tr '\\0' 'x'\necho the end\nexit 1\n",
                "the beginning", "the end", "bytes not kept");
        fails("script writes without end", "five", "#!/bin/sh\necho $$ >>" + calls + "\nwhile :; do echo flood; done\n",
                "scripts/five/restore did not end by itself");
        allEnded(called());
        fails("script writes control characters and bytes that are no text", "six",
                "#!/bin/sh\nprintf 'red \\033[31m bell \\007 \\377\\376 end\\n'\nexit 1\n", "end");
        for (Process server : cluster.servers()) {
            long pss = Footprint.pss(server);
            assertTrue(pss < MOST_PSS_KILOBYTES, "a node has " + pss + " kB after a flood");
        }
    }

    @Test
    void scriptsThatLeaveProcessesBehind() throws IOException {
        Path script = bench.folder().resolve("scripts/seven/restore");
        Files.writeString(script, "#!/bin/sh\ni=0\nwhile [ $i -lt " + CHILDREN
                + " ]; do setsid sh -c 'exit 0' & i=$((i+1)); done\nexit 0\n");
        bench.says("script leaves " + CHILDREN + " dead children", cluster.vigil("alpha", "resource", "in-service", "seven"), 0);
        bench.did("seven is in service; no process is left");
        assertTrue(Pause.until(SETTLE, () -> zombies() == 0), () -> zombies() + " zombies below the node");
        Path open = bench.folder().resolve("scripts/eight/restore");
        Files.writeString(open, "#!/bin/sh\nsleep 1000 &\necho $! >>" + calls + "\necho started\nexit 0\n");
        bench.says("program in the background keeps the output of its script open",
                cluster.vigil("alpha", "resource", "in-service", "eight"), 0);
        bench.did("eight is in service; the program runs");
        List<Long> program = called();
        assertTrue(ProcessHandle.of(program.getFirst()).isPresent(), "what the script started is gone");
        program.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy));
        for (String tag : List.of("seven", "eight")) {
            cluster.must("alpha", "resource", "out-of-service", tag);
        }
    }

    private long zombies() {
        return cluster.servers().stream().flatMap(server -> server.toHandle().children()).filter(BadScriptsTest::isZombie)
                .count();
    }

    private static boolean isZombie(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat")).matches("(?s).*\\) Z .*");
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    void scriptsThatCannotRun() throws IOException {
        Path scripts = bench.folder().resolve("scripts");
        Files.delete(scripts.resolve("nine/restore"));
        bench.says("script missing", cluster.vigil("alpha", "resource", "in-service", "nine"), FAILED, "holds no restore script",
                scripts.resolve("nine").toString());
        Files.setPosixFilePermissions(scripts.resolve("ten/restore"), PosixFilePermissions.fromString("rw-r--r--"));
        bench.says("script not executable", cluster.vigil("alpha", "resource", "in-service", "ten"), FAILED, "restore",
                "chmod +x");
        fails("script with an interpreter that is nowhere", "eleven", "#!/no/such/shell\nexit 0\n", "scripts/eleven/restore",
                "/no/such/shell");
        fails("script of bytes", "twelve", "\u0000\u0001\u0002\u0003", "scripts/twelve/restore");
        Files.delete(scripts.resolve("twelve/restore"));
        Files.createDirectory(scripts.resolve("twelve/restore"));
        bench.says("folder in the place of a script", cluster.vigil("alpha", "resource", "in-service", "twelve"), FAILED,
                "scripts/twelve");
        bench.did("the resource is not in service");
    }

    @Test
    void scriptsThatEndOtherwise() throws IOException {
        fails("script ends by a signal", "thirteen", "#!/bin/sh\nkill -9 $$\n", "scripts/thirteen/restore", "signal 9");
        fails("script ends with 255", "fourteen", "#!/bin/sh\necho no disk >&2\nexit 255\n", "255", "no disk");
    }
}
