package dev.vigil.server.guarding;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import dev.vigil.platform.ProcessCall;
import dev.vigil.platform.ProcessSpec;
import dev.vigil.platform.Processes;

/** A small tree of programs, as scripts leave them behind, that a guard is given to end: a child, and a daemon that left its parents. */
public final class KillTrial {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration GROWS = Duration.ofMillis(300);
    private static final String TREE = "sleep 20 & if command -v setsid >/dev/null; then setsid sleep 20 & fi; wait";

    private KillTrial() {}

    /** Grows the tree and has it ended; returns when all of it is gone. Takes up to some seconds. */
    public static void run(Processes processes, Consumer<String> attempt) throws InterruptedException {
        String holder = "trial/" + UUID.randomUUID();
        ProcessCall tree = processes.start(new ProcessSpec(List.of("sh", "-c", TREE), Path.of("/"),
                Map.of(Processes.HOLDER_VARIABLE, holder), LIMIT));
        Thread.sleep(GROWS);
        attempt.accept(holder);
        tree.await();
    }
}
