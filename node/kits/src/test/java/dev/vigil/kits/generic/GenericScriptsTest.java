package dev.vigil.kits.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import dev.vigil.kit.ActionCall;
import dev.vigil.kit.Answer;
import dev.vigil.kit.KitInstance;
import dev.vigil.kit.PropertySchema.Reading;
import dev.vigil.kit.ResourceAgent;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.Tag;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How scripts are called and what becomes of the bad ones; each sentence is what an operator reads. */
@Timeout(30)
@EnabledOnOs(value = OS.LINUX, disabledReason = "its scripts are those of a Linux shell")
class GenericScriptsTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    Path folder = Path.of("");
    private List<ScriptBench> benches = List.of();

    @BeforeEach
    void open() throws IOException {
        benches = List.of(new ScriptBench(folder));
    }

    @AfterEach
    void close() throws IOException {
        bench().close();
    }

    @Test
    void argumentsEnvironmentAndClosedInput() throws Exception {
        Path script = bench().script("tell", "echo \"$@\"", "env | grep ^VIGIL_ | grep -v ^VIGIL_CALL= | sort",
                "echo \"[$VIGIL_INFO]\"",
                "if read line; then echo input; else echo no input; fi", "pwd", "exit 1");
        Outcome.Failed failed = failed(bench().with("restore", script), Action.RESTORE);
        for (String expected : List.of("-t thing -i an id", "VIGIL_ACTION=restore", "VIGIL_DRYRUN=0", "VIGIL_ID=an id",
                "[line one\nline two]", "VIGIL_NODE=alpha", "VIGIL_REASON=node-failure", "VIGIL_TAG=thing", "no input",
                folder.toRealPath().toString())) {
            assertTrue(failed.detail().contains(expected), expected + " is not in " + failed.detail());
        }
    }

    @Test
    void exitCodes() throws Exception {
        Path script = bench().script("exit", "exit $(cat \"$here/code\")");
        SortedMap<String, String> properties = bench().with("restore", script);
        properties.put("quickCheck", script.toString());
        assertInstanceOf(Outcome.Done.class, withCode(0, properties, Action.QUICK_CHECK));
        assertInstanceOf(Outcome.Failed.class, withCode(1, properties, Action.QUICK_CHECK));
        assertInstanceOf(Outcome.Unknown.class, withCode(3, properties, Action.QUICK_CHECK));
        assertInstanceOf(Outcome.Unknown.class, withCode(124, properties, Action.QUICK_CHECK));
        assertInstanceOf(Outcome.Failed.class, withCode(2, properties, Action.RESTORE));
        assertInstanceOf(Outcome.Failed.class, withCode(3, properties, Action.RESTORE));
        assertInstanceOf(Outcome.Unknown.class, withCode(124, properties, Action.RESTORE));
        assertInstanceOf(Outcome.Unknown.class, withCode(137, properties, Action.RESTORE));
        assertInstanceOf(Outcome.Failed.class, withCode(255, properties, Action.RESTORE));
    }

    @Test
    void actionsWithoutScript() throws Exception {
        assertEquals("this resource has no local recovery", failed(bench().properties(), Action.RECOVER).detail());
        for (Action action : List.of(Action.DEEP_CHECK, Action.DELETE, Action.CAN_EXTEND, Action.EXTEND, Action.ANNOUNCE)) {
            assertInstanceOf(Outcome.Done.class, run(bench().properties(), action), action.toString());
        }
    }

    @Test
    void everyActionHasItsScript() throws Exception {
        Path folderOfAll = Files.createDirectory(folder.resolve("all"));
        for (String name : List.of("restore", "remove", "quickCheck", "deepCheck", "recover", "delete", "canextend", "extend")) {
            bench().script("all/" + name + ".sh", "echo $VIGIL_ACTION of $VIGIL_TAG");
        }
        for (Action action : EnumSet.complementOf(EnumSet.of(Action.HANDLE_EVENT))) {
            assertInstanceOf(Outcome.Done.class, run(bench().with("scripts", folderOfAll), action), action.toString());
        }
        assertEquals("canextend of thing\n", bench().written.get(Action.CAN_EXTEND));
        assertEquals("deepCheck of thing\n", bench().written.get(Action.DEEP_CHECK));
        assertEquals("delete of thing\n", bench().written.get(Action.DELETE));
        assertEquals(ScriptName.values().length, bench().written.size());
    }

    @Test
    void extendingTellsFromWhichNode() throws Exception {
        Path script = bench().script("tell", "echo \"$@ from $VIGIL_SOURCE\"");
        ResourceAgent agent = open(bench().with("canextend", script));
        ActionCall call = new ActionCall(Action.CAN_EXTEND, "operator", LIMIT, ActionCall.Caution.FULL, progress -> {
            // nobody looks
        }, Optional.of(new NodeId("bravo")));
        assertInstanceOf(Outcome.Done.class, ended(agent.perform(call)));
        assertEquals("-t thing -i an id -s bravo from bravo\n", bench().written.get(Action.CAN_EXTEND));
    }

    @Test
    void whatIsWrittenIsKeptWholeAlsoOfASuccess() throws Exception {
        Path script = bench().script("tell", "seq 1 4000", "echo careful >&2");
        assertInstanceOf(Outcome.Done.class, run(bench().with("restore", script), Action.RESTORE));
        String written = String.valueOf(bench().written.get(Action.RESTORE));
        assertTrue(written.startsWith("1\n2\n") && written.contains("\n4000\n--- error output:\ncareful\n"), written);
    }

    @Test
    void missingScriptFolderAndAmbiguity() throws Exception {
        assertSays(bench().with("restore", folder.resolve("gone.sh")),
                "the restore script " + folder.resolve("gone.sh") + " is not there");
        assertSays(bench().with("scripts", folder.resolve("gone")),
                "the folder of scripts " + folder.resolve("gone") + " is not there");
        assertSays(bench().with("scripts", folder.resolve("restore.sh")), "is a file, not a folder");
        bench().script("RESTORE.py", "");
        assertSays(bench().properties(), "holds more than one restore script: RESTORE.py, restore.sh");
        Files.delete(folder.resolve("RESTORE.py"));
        Files.delete(folder.resolve("restore.sh"));
        assertSays(bench().properties(), "holds no restore script");
    }

    @Test
    void notExecutableBadInterpreterAndAFolderAsScript() throws Exception {
        Path plain = bench().script("plain", "exit 0");
        Files.setPosixFilePermissions(plain, PosixFilePermissions.fromString("rw-r--r--"));
        assertSays(bench().with("restore", plain),
                "the restore script " + plain + " may not be run; make it executable (chmod +x)");
        Path strange = bench().file("strange", "#!/no/such/shell\nexit 0\n");
        assertSays(bench().with("restore", strange), "cannot be run by the program that its first line names");
        assertInstanceOf(Outcome.Failed.class, run(bench().with("restore", folder), Action.RESTORE));
    }

    @Test
    void aFloodIsReadToItsEndAndOnlyItsEndsAreKept() throws Exception {
        Path flood = bench().script("flood", "echo beginning", "yes flood | head -c 20000000",
                "yes trouble | head -c 5000000 >&2",
                "echo ending", "exit 1");
        Outcome.Failed failed = failed(bench().with("restore", flood), Action.RESTORE);
        assertTrue(failed.detail().contains("beginning"));
        assertTrue(failed.detail().contains("ending"));
        assertTrue(failed.detail().contains("bytes not kept"), failed.detail());
        assertTrue(failed.detail().length() < 6000, "kept " + failed.detail().length());
        String written = String.valueOf(bench().written.get(Action.RESTORE));
        assertTrue(written.length() > 60_000 && written.length() < 70_000, "kept " + written.length());
        assertTrue(written.contains("bytes not kept]"), "not marked");
    }

    @Test
    void aDaemonAndAZombieLeftBehindDoNotHoldARestoreUp() throws Exception {
        Path leaving = bench().script("leaving", "sleep 20 &", "sleep 0 &", "exec sh -c 'echo gone'");
        long began = System.nanoTime();
        assertInstanceOf(Outcome.Done.class, run(bench().with("restore", leaving), Action.RESTORE));
        assertTrue(System.nanoTime() - began < Duration.ofSeconds(5).toNanos(), "waited for the daemon");
    }

    @Test
    void aHangIsEndedAndSaysWhatTheScriptWrote() throws Exception {
        Path hang = bench().script("hang", "echo waiting for the database", "sleep 600");
        ResourceAgent agent = open(bench().with("restore", hang));
        Outcome.Unknown unknown = assertInstanceOf(Outcome.Unknown.class,
                perform(agent, Action.RESTORE, Duration.ofMillis(700)));
        assertTrue(unknown.detail().contains("did not end by itself; its "), unknown.detail());
        assertTrue(unknown.detail().contains("waiting for the database"), unknown.detail());
    }

    private ScriptBench bench() {
        return benches.getFirst();
    }

    private Outcome withCode(int code, SortedMap<String, String> properties, Action action) throws Exception {
        Files.writeString(folder.resolve("code"), Integer.toString(code));
        return run(properties, action);
    }

    private void assertSays(Map<String, String> properties, String sentence) throws Exception {
        Outcome.Failed failed = failed(properties, Action.RESTORE);
        assertTrue(failed.detail().contains(sentence), failed.detail());
    }

    private Outcome.Failed failed(Map<String, String> properties, Action action) throws Exception {
        return assertInstanceOf(Outcome.Failed.class, run(properties, action));
    }

    private Outcome run(Map<String, String> properties, Action action) throws Exception {
        return perform(open(properties), action, LIMIT);
    }

    private ResourceAgent open(Map<String, String> properties) throws Exception {
        Reading.Right right = assertInstanceOf(Reading.Right.class,
                bench().kit().propertySchema().read(new TreeMap<>(properties)));
        return bench().kit().open(
                new KitInstance(new Tag("thing"), new NodeId("alpha"), "an id", "line one\nline two", right.block()),
                bench().context());
    }

    private static Outcome perform(ResourceAgent agent, Action action, Duration limit) throws Exception {
        ActionCall call = new ActionCall(action, "node-failure", limit, ActionCall.Caution.BRIEF, progress -> {
            // nobody looks
        });
        return ended(agent.perform(call));
    }

    private static Outcome ended(Answer answer) throws Exception {
        return switch (answer) {
            case Answer.Now(Outcome outcome) -> outcome;
            case Answer.Pending(var stage) -> stage.toCompletableFuture().get(LIMIT.toMillis() * 2, TimeUnit.MILLISECONDS);
        };
    }
}
