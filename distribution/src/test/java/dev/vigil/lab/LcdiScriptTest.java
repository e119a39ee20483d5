package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A script that knows nothing but the commands of LCDI builds, extends, moves and deletes a hierarchy of two real nodes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it is a script of a Linux shell")
@Timeout(1200)
class LcdiScriptTest {
    private static final Path SCRIPT = Path.of("src/test/lcdi/hierarchy.sh");
    private static final long LIMIT_SECONDS = 900;

    @Test
    void theCommandsOfLcdiAreEnough(@TempDir Path temporary) throws Exception {
        Path folder = temporary.toRealPath();
        try (LiveCluster cluster = new LiveCluster(folder)) {
            cluster.start();
            // A build machine stands still for seconds; what is asked here is what the commands do, not what a stall does.
            cluster.must("alpha", "profile", "patient", "--interval", "250ms", "--detection", "15s");
            Path diary = folder.resolve("diary");
            String said = run(cluster, folder, scripts(cluster, "data", diary), scripts(cluster, "web", diary));
            assertEquals(List.of("restore data alpha", "restore web alpha", "remove web alpha", "remove data alpha",
                    "restore data bravo", "restore web bravo", "remove web bravo", "remove data bravo", "restore data alpha",
                    "restore web alpha", "remove web alpha", "remove data alpha"), Files.readAllLines(diary), said);
        }
    }

    private static Path scripts(LiveCluster cluster, String tag, Path diary) throws IOException {
        String line = " " + tag + " $VIGIL_NODE >>" + diary + "\n";
        return cluster.scripts(tag, "echo restore" + line, "echo remove" + line, "exit 0\n");
    }

    private static String run(LiveCluster cluster, Path folder, Path child, Path parent)
            throws IOException, InterruptedException {
        Path printed = folder.resolve("printed");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", SCRIPT.toAbsolutePath().toString(), "alpha", "bravo",
                child.toString(),
                parent.toString()).redirectErrorStream(true).redirectOutput(printed.toFile());
        builder.environment().put("PATH", cluster.programs().resolve("lcdi") + ":" + System.getenv("PATH"));
        builder.environment().put("VIGIL_HOME", cluster.home("alpha").toString());
        Process process = builder.start();
        boolean isDone = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String said = Files.readString(printed);
        Files.writeString(Path.of("target/lcdi-script.txt"), said);
        assertTrue(isDone, said);
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
