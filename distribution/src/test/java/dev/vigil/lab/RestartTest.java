package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A node whose software is restarted keeps what it runs; one that does not come back loses it to its peer. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its scripts and the launcher are those of a Linux shell")
@Timeout(600)
class RestartTest {
    private static final Duration SETTLE = Duration.ofSeconds(60);
    private static final long FRESH_MILLIS = 500;
    private WritingService web = new WritingService(Path.of(""), FRESH_MILLIS);

    @Test
    void theServiceRunsOnWhileItsNodeIsRestarted(@TempDir Path temporary) throws IOException {
        try (LiveCluster live = cluster(temporary)) {
            String pid = Files.readString(web.folder().resolve("pid.alpha"));
            assertTrue(live.must("alpha", "explain", "web").contains("under epoch 1"), live.must("alpha", "explain", "web"));
            String said = live.must("alpha", "stop", "--hand-over");
            assertTrue(said.contains("leaves running what it owns"), said);
            assertTrue(Pause.until(SETTLE, () -> !live.servers().getFirst().isAlive()), "alpha does not end");
            assertTrue(Pause.until(SETTLE, () -> live.must("bravo", "status").contains("alpha is restarting")),
                    () -> live.must("bravo", "status"));
            assertTrue(web.isWriting("alpha"), "the service ended with its node");
            live.restart("alpha");
            assertTrue(Pause.until(SETTLE, () -> live.must("alpha", "explain", "web").contains("keeps web under epoch 1")),
                    () -> live.must("alpha", "explain", "web") + live.log("alpha"));
            Pause.of(Duration.ofSeconds(3));
            assertEquals(pid, Files.readString(web.folder().resolve("pid.alpha")), "the service was started anew");
            assertTrue(web.isWriting("alpha"), "the service does not run\n" + live.log("alpha"));
            assertFalse(Files.exists(web.folder().resolve("pid.bravo")), "bravo has started it too");
            live.must("alpha", "resource", "out-of-service", "web");
        }
    }

    @Test
    void aNodeThatDoesNotComeBackLosesWhatItLeft(@TempDir Path temporary) throws IOException {
        try (LiveCluster live = cluster(temporary)) {
            live.must("alpha", "node", "set", "alpha", "restart-within=10");
            live.stop("alpha", "--hand-over");
            assertTrue(web.isWriting("alpha"), "the service ended with its node");
            assertTrue(Pause.until(SETTLE, () -> web.isWriting("bravo")), () -> live.must("bravo", "status") + live.log("bravo"));
            assertFalse(web.isWriting("alpha"), "the guard of alpha has not ended what was left");
            live.must("bravo", "resource", "out-of-service", "web");
        }
    }

    private LiveCluster cluster(Path temporary) throws IOException {
        web = new WritingService(temporary.toRealPath(), FRESH_MILLIS);
        LiveCluster live = new LiveCluster(web.folder());
        live.start();
        // A build machine stands still for seconds; no stall shall move anything here.
        live.must("alpha", "profile", "patient", "--interval", "250ms", "--detection", "3s");
        web.create(live);
        assertTrue(Pause.until(SETTLE, () -> web.isWriting("alpha")), "the service does not begin");
        return live;
    }
}
