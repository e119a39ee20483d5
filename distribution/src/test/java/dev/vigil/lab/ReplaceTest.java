package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A machine that is gone for good: another one takes its name, or its node leaves the cluster. What comes back is turned away. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its scripts and the launcher are those of a Linux shell")
@Timeout(900)
class ReplaceTest {
    private static final Duration SETTLE = Duration.ofSeconds(90);
    private static final long FRESH_MILLIS = 1_000;
    /** The home of the machine that takes the name of bravo, and its network. */
    private static final String NEW_BRAVO = "bravo-new";
    private static final int NEW_NETWORK = 3;
    private WritingService web = new WritingService(Path.of(""), FRESH_MILLIS);

    @Test
    void anotherMachineTakesTheNameAndServes(@TempDir Path temporary) throws IOException {
        try (LiveCluster live = cluster(temporary)) {
            live.must("alpha", "quorum", "majority");
            live.kill("bravo");
            says(live, "alpha", "Node bravo is DEAD", "status");
            String refused = live.vigil("alpha", "cluster", "invite", "bravo").text();
            assertTrue(refused.contains("vigil cluster replace bravo"), refused);
            takeTheName(live);
            says(live, "bravo", "LEFT: Another machine bears the name of node bravo", "status");
            live.stop("bravo");
            live.kill("alpha");
            assertTrue(Pause.until(SETTLE, () -> web.isWriting("bravo")),
                    () -> live.must(NEW_BRAVO, "status") + live.must(NEW_BRAVO, "quorum", "show") + live.log(NEW_BRAVO));
            live.must(NEW_BRAVO, "resource", "out-of-service", "web");
        }
    }

    /** With the old machine started again beside the new one. */
    private void takeTheName(LiveCluster live) throws IOException {
        String place = LiveCluster.address("bravo", NEW_NETWORK);
        String invitation = live.must("alpha", "cluster", "replace", "bravo", "--reason", "its board burnt", "--yes").strip();
        live.must(NEW_BRAVO, "cluster", "join", invitation, "--node", "bravo", "--admin", place + ":" + LiveCluster.ADMIN_PORT,
                "--path", place + "=" + LiveCluster.address("alpha", 1));
        live.must("alpha", "path", "create", "bravo:" + place, "charlie:" + LiveCluster.address("charlie", 1), "--without",
                "bravo");
        live.server(NEW_BRAVO);
        says(live, NEW_BRAVO, "100000", "node");
        assertTrue(Pause.until(SETTLE, () -> !live.must("alpha", "status").contains("Node bravo is")),
                () -> live.must("alpha", "status") + live.log(NEW_BRAVO));
        assertTrue(web.isWriting("alpha"), "the service ended meanwhile");
        live.server("bravo");
    }

    @Test
    void aNodeLeavesForGood(@TempDir Path temporary) throws IOException {
        try (LiveCluster live = cluster(temporary)) {
            live.kill("bravo");
            says(live, "alpha", "Node bravo is DEAD", "status");
            String silent = live.vigil("alpha", "cluster", "remove", "bravo", "--yes").text();
            assertTrue(silent.contains("may live") && silent.contains("vigil node confirm-dead bravo"), silent);
            live.must("alpha", "node", "confirm-dead", "bravo", "--reason", "its board burnt", "--yes");
            String removed = live.must("alpha", "cluster", "remove", "bravo", "--yes");
            assertTrue(removed.contains("nothing protects web, which is on alpha alone"), removed);
            // The figures of the network are a moment old.
            assertTrue(Pause.until(SETTLE, () -> !live.must("charlie", "status").contains("bravo")),
                    () -> live.must("charlie", "status"));
            live.server("bravo");
            says(live, "bravo", "LEFT: Node bravo was removed from the cluster", "status");
            String asked = live.vigil("bravo", "flag", "set", "mine").text();
            assertTrue(asked.contains("was removed from the cluster"), asked);
            live.must("alpha", "cluster", "remove", "charlie", "--yes");
            says(live, "charlie", "LEFT: Node charlie was removed from the cluster", "status");
            live.stop("charlie");
            live.server("charlie");
            says(live, "charlie", "LEFT: Node charlie was removed from the cluster", "status");
            assertTrue(web.isWriting("alpha"), "the service ended meanwhile");
            live.must("alpha", "resource", "out-of-service", "web");
        }
    }

    private static void says(LiveCluster live, String home, String text, String... words) {
        assertTrue(Pause.until(SETTLE, () -> live.vigil(home, words).text().contains(text)),
                () -> live.vigil(home, words).text() + live.log(home));
    }

    /** Three nodes, of which two can run a service. */
    private LiveCluster cluster(Path temporary) throws IOException {
        web = new WritingService(temporary.toRealPath(), FRESH_MILLIS);
        LiveCluster live = new LiveCluster(web.folder());
        live.start();
        // A build machine stands still for seconds; no stall shall move anything here.
        live.must("alpha", "profile", "patient", "--interval", "250ms", "--detection", "3s");
        live.must("charlie", "cluster", "join", live.must("alpha", "cluster", "invite", "charlie").strip(), "--node", "charlie",
                "--admin", LiveCluster.administration("charlie"), "--path",
                LiveCluster.address("charlie", 1) + "=" + LiveCluster.address("alpha", 1));
        live.server("charlie");
        says(live, "alpha", "\"charlie\"", "status", "--json");
        assertTrue(Pause.until(SETTLE, () -> live.vigil("alpha", "path", "create", "bravo:" + LiveCluster.address("bravo", 1),
                "charlie:" + LiveCluster.address("charlie", 1)).isSuccess()), () -> live.must("alpha", "status"));
        web.create(live);
        assertTrue(Pause.until(SETTLE, () -> web.isWriting("alpha")), "the service does not begin");
        return live;
    }
}
