package dev.vigil.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of the demonstration's application, called as a node calls them, and the watch on it. */
@EnabledOnOs(OS.LINUX)
final class ApplicationTest {
    private static final long LIMIT_NANOS = 20_000_000_000L;
    @TempDir
    private Path folder = Path.of("");
    private Application application = new Application(folder);

    @BeforeEach
    void install() throws IOException {
        application = new Application(folder);
        application.install();
    }

    @AfterEach
    void end() {
        call("remove", "alpha");
        call("remove", "bravo");
        // The loop may have been about to write once more; the folder must not be deleted under its hands.
        Commands.pause(200);
    }

    private int call(String script, String node) {
        return Commands
                .attempt(List.of("env", "VIGIL_NODE=" + node, application.scripts().resolve(script).toString(), "-t", "web",
                        "-i", "web"))
                .exitCode();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "not in time");
            Commands.pause(10);
        }
    }

    @Test
    void runsWhereItIsRestoredUntilItIsRemoved() {
        assertEquals("", application.now());
        assertFalse(call("quickCheck", "alpha") == 0);
        assertEquals(0, call("restore", "alpha"));
        await(() -> application.now().startsWith("alpha "));
        assertEquals(0, call("quickCheck", "alpha"));
        assertEquals(0, call("remove", "alpha"));
        await(() -> call("quickCheck", "alpha") != 0);
        assertEquals(0, call("remove", "alpha"), "removed twice is removed");
    }

    @Test
    void theBlackoutLastsFromOneNodesLastLineToTheOthersFirst() throws IOException {
        call("restore", "alpha");
        await(() -> application.now().startsWith("alpha "));
        Blackout blackout = Blackout.ofApplication(application, "bravo");
        Commands.pause(300);
        assertFalse(blackout.length().isDone());
        call("remove", "alpha");
        Commands.pause(500);
        call("restore", "bravo");
        assertTrue(blackout.millis() >= 500, blackout.toString());
        assertTrue(Files.readString(folder.resolve("now")).startsWith("bravo "));
    }
}
