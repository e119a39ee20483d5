package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One node of two goes to the next minor of the protocol and back, under an application that must run once, and on one node only. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its scripts and the launcher are those of a Linux shell")
@Timeout(600)
class UpgradeTest {
    private static final Duration SETTLE = Duration.ofSeconds(60);
    private static final List<String> NODES = List.of("alpha", "bravo");

    private LiveCluster cluster;
    private Path pids = Path.of("");

    @Test
    void oneNodeOfTwoGoesToTheNextMinorAndBack(@TempDir Path temporary) throws Exception {
        Assumptions.assumeTrue(NextMinor.isCompilable(), "this Java is a runtime without a compiler");
        Path folder = temporary.toRealPath();
        pids = Files.createDirectory(folder.resolve("pids"));
        cluster = new LiveCluster(folder);
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicBoolean wasTwice = new AtomicBoolean();
        Thread watcher = Thread.ofPlatform().start(() -> watch(isOver, wasTwice));
        try (LiveCluster live = cluster) {
            live.start();
            live.must("alpha", "profile", "patient", "--interval", "250ms", "--detection", "5s");
            protect();
            up(NextMinor.launcher(live.programs().resolve("vigil"), folder));
            together();
            down();
        } finally {
            isOver.set(true);
            watcher.join();
            NODES.forEach(node -> pid(node).flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly));
        }
        assertFalse(wasTwice.get(), "the application ran on both nodes at once");
    }

    private void protect() throws IOException {
        Path scripts = cluster.scripts("app", "sleep 1000 >/dev/null 2>&1 &\necho $! >" + pids + "/$VIGIL_NODE\n",
                "kill $(cat " + pids + "/$VIGIL_NODE) 2>/dev/null; rm -f " + pids + "/$VIGIL_NODE\n",
                "kill -0 $(cat " + pids + "/$VIGIL_NODE)\n");
        for (String tag : List.of("lower", "upper")) {
            Path own = tag.equals("upper") ? scripts : cluster.scripts("none", "exit 0\n", "exit 0\n", "exit 0\n");
            must("alpha", "resource", "create", "generic", tag, "--property", "scripts=" + own);
            must("alpha", "resource", "extend", tag, "bravo");
        }
        must("alpha", "dependency", "create", "upper", "lower");
        runsOn("alpha");
        move("alpha", "bravo");
    }

    /** Bravo hands over, and comes back as the next minor. */
    private void up(Path launcher) throws IOException {
        cluster.stop("bravo", "--switch-over");
        runsOn("alpha");
        cluster.use("bravo", launcher);
        cluster.restart("bravo");
        shows("alpha", "bravo +alive .* " + NextMinor.PROGRAM + " +" + Pattern.quote(NextMinor.PROTOCOL));
        shows("bravo", "alpha +alive .* 1\\.0");
        tells("alpha", "Node bravo runs version " + NextMinor.PROGRAM + " with protocol 1.1, this node speaks 1.0");
        tells("bravo", "with protocol 1.0, this node speaks 1.1");
        tells("alpha", "Node bravo said \"" + NextMinor.NOTE + "\", which this version does not know");
    }

    /** The two of them do all that two of one version do. */
    private void together() throws IOException {
        move("bravo", "bravo");
        must("bravo", "resource", "set", "upper", "--info", "asked of the newer", "--quick-check", "2s");
        must("alpha", "resource", "set", "upper", "--info", "asked of the older");
        must("bravo", "flag", "set", "note", "--node", "alpha");
        move("alpha", "alpha");
        same();
        die("alpha");
        runsOn("bravo");
        cluster.restart("alpha");
        runsOn("bravo");
        same();
    }

    /** Bravo goes back; what the newer one has written on its disk does not hinder it. */
    private void down() throws IOException {
        move("bravo", "alpha");
        cluster.stop("bravo", "--switch-over");
        runsOn("alpha");
        cluster.use("bravo", cluster.programs().resolve("vigil"));
        cluster.restart("bravo");
        move("bravo", "bravo");
        move("alpha", "alpha");
        must("bravo", "resource", "set", "upper", "--info", "both are old again");
        same();
        shows("alpha", "upper +generic +upper +ISP 1 +OSU 10");
        assertFalse(must("alpha", "status").contains(NextMinor.PROGRAM), () -> must("alpha", "status"));
        for (String node : NODES) {
            assertFalse(must(node, "history", "--limit", "500", "--json").contains("config-conflict"), node);
        }
    }

    /** As when its power fails: the node and what it runs. */
    private void die(String node) {
        cluster.kill(node);
        pid(node).flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Both hold the same rows, under the same number. */
    private void same() {
        assertTrue(Pause.until(SETTLE, () -> rows("alpha").equals(rows("bravo"))),
                () -> rows("alpha") + "\non bravo\n" + rows("bravo"));
    }

    /** The database as text, without the journal's own count, and without what only the next minor prints of its rows. */
    private String rows(String node) {
        return must(node, "lcdstatus").replaceAll(", journal at .*", "").replace(" since=\"" + NextMinor.FIELD_OF_ROW + "\"", "");
    }

    /** Asks one node for the move; while the move before is not done with, it says so. */
    private void move(String asked, String to) {
        assertTrue(Pause.until(SETTLE, () -> cluster.vigil(asked, "switchover", "upper", to).isSuccess()),
                () -> cluster.vigil(asked, "status").text());
        runsOn(to);
    }

    private void runsOn(String node) {
        String other = NODES.get(1 - NODES.indexOf(node));
        assertTrue(Pause.until(SETTLE, () -> isRunning(node) && !isRunning(other)), () -> node + " should run the application\n"
                + cluster.vigil("alpha", "status").text() + cluster.vigil("bravo", "status").text() + cluster.log(node));
    }

    private void watch(AtomicBoolean isOver, AtomicBoolean wasTwice) {
        while (!isOver.get()) {
            if (NODES.stream().allMatch(this::isRunning)) {
                wasTwice.set(true);
            }
            Pause.of(10, TimeUnit.MILLISECONDS);
        }
    }

    /** One that has ended and waits to be taken off the table has no program any more. */
    private boolean isRunning(String node) {
        return pid(node).flatMap(ProcessHandle::of).filter(ProcessHandle::isAlive).flatMap(process -> process.info().command())
                .isPresent();
    }

    private Optional<Long> pid(String node) {
        try {
            String text = Files.readString(pids.resolve(node)).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(text));
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private String must(String node, String... words) {
        return cluster.must(node, words);
    }

    private void shows(String node, String row) {
        Pattern pattern = Pattern.compile("(?m)^ *" + row);
        assertTrue(Pause.until(SETTLE, () -> pattern.matcher(must(node, "status")).find()),
                () -> row + "\n" + must(node, "status"));
    }

    private void tells(String node, String sentence) {
        assertTrue(Pause.until(SETTLE, () -> must(node, "history", "--limit", "200").contains(sentence)),
                () -> sentence + "\n" + must(node, "history", "--limit", "200"));
    }
}
