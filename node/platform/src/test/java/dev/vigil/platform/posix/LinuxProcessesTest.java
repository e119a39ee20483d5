package dev.vigil.platform.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.platform.ProcessCall;
import dev.vigil.platform.ProcessOutcome;
import dev.vigil.platform.ProcessOutcome.CouldNotStart;
import dev.vigil.platform.ProcessOutcome.Obstacle;
import dev.vigil.platform.ProcessSpec;
import dev.vigil.platform.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real programs: their outcomes, their output, and the end of their descendants. */
@EnabledOnOs(OS.LINUX)
class LinuxProcessesTest {
    private static final Duration AMPLE = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(700);

    @TempDir
    private Path folder;

    private final Processes processes = new LinuxProcesses();

    private ProcessOutcome run(Duration limit, String script) throws InterruptedException {
        return processes.start(spec(limit, script)).await();
    }

    private ProcessSpec spec(Duration limit, String script) {
        return new ProcessSpec(List.of("sh", "-c", script), folder, Map.of("COLOUR", "blue"), limit);
    }

    @Test
    void aProgramReadsItsInputToTheEnd() throws InterruptedException {
        ProcessCall call = processes.start(new ProcessSpec(List.of("sh", "-c", "cat; echo end"), folder, Map.of(), AMPLE,
                ProcessSpec.DEFAULT_KEPT_BYTES, "action=off\nplug=3\n"));
        assertTrue(call.await() instanceof ProcessOutcome.Exited exited
                && exited.output().text().equals("action=off\nplug=3\nend\n"));
    }

    @Test
    void aProgramThatReadsNothingRunsAllTheSame() throws InterruptedException {
        ProcessCall call = processes.start(new ProcessSpec(List.of("true"), folder, Map.of(), AMPLE,
                ProcessSpec.DEFAULT_KEPT_BYTES, "x".repeat(ProcessSpec.MOST_INPUT)));
        assertTrue(call.await() instanceof ProcessOutcome.Exited exited && exited.code() == 0);
    }

    private long processIn(String file) throws IOException, InterruptedException {
        Path path = folder.resolve(file);
        for (int look = 0; look < 500 && (!Files.exists(path) || Files.readString(path).isBlank()); look++) {
            Thread.sleep(10);
        }
        return Long.parseLong(Files.readString(path).strip());
    }

    /** Gone, or only waiting to be collected by its parent. */
    private static boolean isGone(long process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'Z';
        } catch (IOException gone) {
            return true;
        }
    }

    @Test
    void codeOutputAndSurroundingsArriveWhole() throws Exception {
        var exited = assertInstanceOf(ProcessOutcome.Exited.class,
                run(AMPLE, "cat; pwd; echo $COLOUR; echo oops >&2; echo $VIGIL_CALL | wc -c; exit 3"));
        assertEquals(3, exited.code());
        assertEquals(folder.toRealPath() + "\nblue\n37\n", exited.output().text());
        assertEquals("oops\n", exited.errors().text());
    }

    @Test
    void lastWordsBeforeAnExitAreNotLost() throws Exception {
        for (int round = 0; round < 30; round++) {
            var exited = assertInstanceOf(ProcessOutcome.Exited.class, run(AMPLE, "echo a; echo z; exec true"));
            assertEquals("a\nz\n", exited.output().text());
        }
    }

    @Test
    void floodIsReadAndDroppedInTheMiddle() throws Exception {
        var exited = assertInstanceOf(ProcessOutcome.Exited.class,
                run(AMPLE, "echo first; head -c 30000000 /dev/zero | tr '\\0' x; echo; echo last"));
        assertEquals(0, exited.code());
        int kept = ProcessSpec.DEFAULT_KEPT_BYTES;
        assertTrue(exited.output().head().startsWith("first\nxxx"));
        assertTrue(exited.output().tail().endsWith("xxx\nlast\n"));
        assertEquals(30_000_000 + 6 + 1 + 5 - 2L * kept, exited.output().droppedBytes());
    }

    @Test
    void hangThatIgnoresRequestsIsKilled() throws Exception {
        long start = System.nanoTime();
        var timedOut = assertInstanceOf(ProcessOutcome.TimedOut.class,
                run(SHORT, "trap '' TERM; echo here; echo $$ > pid; while :; do sleep 1; done"));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertEquals("here\n", timedOut.output().text());
        assertEquals(0, timedOut.ending().survivors());
        assertTrue(isGone(processIn("pid")));
        assertTrue(took.compareTo(SHORT) >= 0 && took.compareTo(SHORT.plus(ProcessTree.GRACE).plusSeconds(2)) < 0,
                "took " + took);
    }

    @Test
    void politeProgramMaySayGoodbye() throws Exception {
        var timedOut = assertInstanceOf(ProcessOutcome.TimedOut.class,
                run(SHORT, "trap 'echo bye; exit 0' TERM; while :; do sleep 0.05; done"));
        assertEquals("bye\n", timedOut.output().text());
        assertTrue(timedOut.ending().took().compareTo(ProcessTree.GRACE) < 0, "killed although it ended itself");
    }

    @Test
    void daemonOfACallThatTimedOutIsFoundByItsMark() throws Exception {
        var timedOut = assertInstanceOf(ProcessOutcome.TimedOut.class,
                run(SHORT, "setsid sh -c 'sh -c \"echo \\$\\$ > pid; exec sleep 300\" & exit 0'; sleep 300"));
        long daemon = processIn("pid");
        assertTrue(isGone(daemon));
        assertEquals(0, timedOut.ending().survivors());
        assertTrue(timedOut.ending().ended() >= 3, timedOut.ending().toString());
    }

    @Test
    void childThatWipedItsEnvironmentIsFoundByItsParent() throws Exception {
        assertInstanceOf(ProcessOutcome.TimedOut.class,
                run(SHORT, "env -i sh -c 'trap \"\" TERM; echo $$ > pid; while :; do sleep 1; done'; true"));
        assertTrue(isGone(processIn("pid")));
    }

    @Test
    void daemonOfASuccessfulCallLivesOnAndMayWrite() throws Exception {
        var exited = assertInstanceOf(ProcessOutcome.Exited.class, run(AMPLE,
                "setsid sh -c 'echo $$ > pid; sleep 1; echo later; echo later; echo yes > written; exec sleep 300' & echo started"));
        assertEquals(0, exited.code());
        assertEquals("started\n", exited.output().text());
        assertTrue(exited.took().compareTo(Duration.ofSeconds(1)) < 0, "waited for the daemon: " + exited.took());
        long daemon = processIn("pid");
        try {
            for (int look = 0; look < 500 && !Files.exists(folder.resolve("written")); look++) {
                assertFalse(isGone(daemon), "the daemon died when it wrote to the output it had inherited");
                Thread.sleep(10);
            }
            assertTrue(Files.exists(folder.resolve("written")));
            assertFalse(isGone(daemon));
        } finally {
            ProcessHandle.of(daemon).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void terminationComesFromAnotherThread() throws Exception {
        ProcessCall call = processes.start(spec(AMPLE, "echo $$ > pid; exec sleep 300"));
        long program = processIn("pid");
        Thread.ofPlatform().start(call::terminate);
        var terminated = assertInstanceOf(ProcessOutcome.Terminated.class, call.await());
        assertTrue(isGone(program));
        assertEquals(1, terminated.ending().ended());
        call.terminate();
        assertEquals(terminated, call.await());
    }

    @Test
    void programEndedByASignalSaysSo() throws Exception {
        var exited = assertInstanceOf(ProcessOutcome.Exited.class, run(AMPLE, "kill -9 $$"));
        assertEquals(137, exited.code());
    }

    private CouldNotStart refusal(Path in, String... command) throws InterruptedException {
        ProcessCall call = processes.start(new ProcessSpec(List.of(command), in, Map.of(), AMPLE));
        call.terminate();
        return assertInstanceOf(CouldNotStart.class, call.await());
    }

    private Path script(String name, String text, String permissions) throws IOException {
        Path path = Files.writeString(folder.resolve(name), text);
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void newcomerIsToldWhatIsWrong() throws Exception {
        assertEquals(Obstacle.NOT_FOUND, refusal(folder, "no-such-program-here").obstacle());
        CouldNotStart missing = refusal(folder, "./restore");
        assertEquals(new CouldNotStart(Obstacle.NOT_FOUND, "there is no file " + folder.resolve("./restore")), missing);
        Path plain = script("plain", "#!/bin/sh\n", "rw-r--r--");
        assertEquals(Obstacle.NOT_EXECUTABLE, refusal(folder, plain.toString()).obstacle());
        assertEquals(Obstacle.NOT_EXECUTABLE, refusal(folder, folder.toString()).obstacle());
        Path alien = script("alien", "#!/opt/nowhere/ksh -e\n", "rwxr-xr-x");
        CouldNotStart unknown = refusal(folder, alien.toString());
        assertEquals(Obstacle.BAD_INTERPRETER, unknown.obstacle());
        assertTrue(unknown.reason().contains("/opt/nowhere/ksh, which does not exist"), unknown.reason());
        Path windows = script("windows", "#!/bin/sh\r\necho hello\r\n", "rwxr-xr-x");
        CouldNotStart carriageReturn = refusal(folder, windows.toString());
        assertEquals(Obstacle.BAD_INTERPRETER, carriageReturn.obstacle());
        assertTrue(carriageReturn.reason().contains("carriage return"), carriageReturn.reason());
        assertEquals(Obstacle.BAD_FOLDER, refusal(folder.resolve("nowhere"), "true").obstacle());
        assertEquals(Obstacle.BAD_FOLDER, refusal(plain, "true").obstacle());
    }

    @Test
    void noDescriptorStaysOpenAfterACall() throws Exception {
        run(AMPLE, "true");
        long before = openDescriptors();
        for (int round = 0; round < 20; round++) {
            run(AMPLE, "true");
            refusal(folder, "./nothing");
        }
        for (int look = 0; look < 200 && openDescriptors() > before; look++) {
            Thread.sleep(10);
        }
        assertTrue(openDescriptors() <= before, before + " descriptors became " + openDescriptors());
    }

    private static long openDescriptors() throws IOException {
        try (var entries = Files.list(Path.of("/proc/self/fd"))) {
            return entries.count();
        }
    }
}
