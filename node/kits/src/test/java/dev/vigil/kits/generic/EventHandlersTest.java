package dev.vigil.kits.generic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import dev.vigil.kit.ActionCall;
import dev.vigil.kit.Answer;
import dev.vigil.kit.KitContext;
import dev.vigil.kit.KitRefusal;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Occurrence;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.Priority;
import dev.vigil.lcd.model.Tag;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Which handlers are run for an event, how they are called, and what becomes of the bad ones. */
@Timeout(30)
@EnabledOnOs(value = OS.LINUX, disabledReason = "its scripts are those of a Linux shell")
class EventHandlersTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    Path folder = Path.of("");
    private List<ScriptBench> benches = List.of();
    private final Occurrence occurrence = new Occurrence("gen", "failed", "no answer",
            new TreeMap<>(Map.of(Occurrence.Fact.SEVERITY, "3", Occurrence.Fact.DATA, "two words")));

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(folder.resolve("gen/failed"));
        benches = List.of(new ScriptBench(folder));
    }

    private ScriptBench bench() {
        return benches.getFirst();
    }

    private Path handler(String name, String... lines) throws IOException {
        return bench().script("gen/failed/" + name, lines);
    }

    private EventHandlers opened() throws KitRefusal {
        KitContext context = new KitContext() {
            @Override
            public void signalFailure(String detail) {
                throw new IllegalStateException(detail);
            }

            @Override
            public void wrote(Action action, String text) {
                bench().written.put(action, text);
            }

            @Override
            public <P> P facility(Class<P> type) throws KitRefusal {
                return type == EventFolder.class ? type.cast(new EventFolder(folder)) : bench().context().facility(type);
            }
        };
        return EventHandlers
                .open(new InstanceRow(new Tag("thing"), new NodeId("alpha"), bench().id(), "free text", new Priority(1),
                        InstanceRow.Checks.NONE, new TreeMap<>()), occurrence, context);
    }

    private static ActionCall call(Duration limit) {
        return new ActionCall(Action.HANDLE_EVENT, "resource-failure", limit, ActionCall.Caution.BRIEF, progress -> {
            // nobody looks
        });
    }

    private static Outcome ended(Answer answer) throws Exception {
        return switch (answer) {
            case Answer.Now(Outcome outcome) -> outcome;
            case Answer.Pending(var stage) -> stage.toCompletableFuture().get(LIMIT.toMillis() * 2, TimeUnit.MILLISECONDS);
        };
    }

    private Outcome run() throws Exception {
        return ended(opened().perform(call(LIMIT)));
    }

    private String written() {
        return String.valueOf(bench().written.get(Action.HANDLE_EVENT));
    }

    @Test
    void theyAreRunByNameUntilOneExitsWithZero() throws Exception {
        Path last = handler("30-never", "echo never; exit 0");
        Path second = handler("20-mend", "echo mended; exit 0");
        Path first = handler("10-ask", "echo asked; echo why >&2; exit 7");
        Outcome.Done done = assertInstanceOf(Outcome.Done.class, run());
        assertEquals(List.of("the handler " + first + " exited with 7", "the handler " + second + " exited with 0"),
                done.report().lines().toList());
        assertEquals("--- 10-ask\nasked\n--- error output:\nwhy\n--- 20-mend\nmended\n", written());
        assertFalse(done.report().contains(last.toString()));
    }

    @Test
    void theyGetTheOptionsOfSendeventAndVariables() throws Exception {
        handler("tell", "for word in \"$@\"; do printf '[%s]' \"$word\"; done", "echo", "env | grep ^VIGIL_ | sort", "exit 1");
        assertInstanceOf(Outcome.Failed.class, run());
        for (String expected : List.of("[-C][gen][-E][failed][-n][thing][-i][" + bench().id() + "][-s][3][-d][two words]",
                "VIGIL_ACTION=handleEvent", "VIGIL_EVENT=failed", "VIGIL_EVENT_CLASS=gen", "VIGIL_EVENT_DETAIL=no answer",
                "VIGIL_EVENT_DATA=two words", "VIGIL_EVENT_MONITOR=\n", "VIGIL_EVENT_OBJECT_CLASS=\n", "VIGIL_EVENT_SEVERITY=3",
                "VIGIL_ID=" + bench().id(), "VIGIL_INFO=free text", "VIGIL_NODE=alpha", "VIGIL_REASON=resource-failure",
                "VIGIL_TAG=thing", "VIGIL_CALL=")) {
            assertTrue(written().contains(expected), expected + " is not in " + written());
        }
    }

    @Test
    void whereThereAreNoneThatIsSaid() throws Exception {
        Path here = folder.resolve("gen/failed");
        String none = "there is no handler for the event gen/failed: ";
        assertEquals(new Outcome.Failed(none + here + " holds none"), run());
        handler(".hidden", "exit 0");
        handler("mend.bak", "exit 0");
        handler("mend.cmd", "exit 0");
        Files.createDirectory(here.resolve("folder"));
        assertEquals(new Outcome.Failed(none + here + " holds none"), run());
        for (Path leftover : List.of(here.resolve(".hidden"), here.resolve("mend.bak"), here.resolve("mend.cmd"),
                here.resolve("folder"), here)) {
            Files.delete(leftover);
        }
        assertEquals(new Outcome.Failed(none + "there is no folder " + here), run());
        Files.writeString(here, "a file");
        assertEquals(new Outcome.Failed(none + here + " is a file, not a folder"), run());
    }

    @Test
    void tooManyAreNotRunAtAll() throws Exception {
        for (int number = 0; number < 33; number++) {
            handler("handler" + number, "exit 0");
        }
        Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, run());
        assertTrue(failed.detail().endsWith("it holds more than 32 handlers"), failed.detail());
    }

    @Test
    void oneThatCannotBeRunOrDiesLeavesItToTheNext() throws Exception {
        Path plain = handler("10-plain", "exit 0");
        Files.setPosixFilePermissions(plain, PosixFilePermissions.fromString("rw-r--r--"));
        Path killed = handler("20-killed", "kill -9 $$");
        handler("30-mend", "exit 0");
        Outcome.Done done = assertInstanceOf(Outcome.Done.class, run());
        assertTrue(done.report().contains("the handler " + plain + " may not be run; make it executable (chmod +x)"),
                done.report());
        assertTrue(done.report().contains("the handler " + killed + " exited with 137, which means that signal 9 ended it"),
                done.report());
    }

    @Test
    void oneThatHangsIsEndedWholeAndNoOtherIsBegun() throws Exception {
        handler("10-hang", "sleep 300 &", "echo waiting", "sleep 300");
        handler("20-late", "echo late");
        Outcome.Unknown unknown = assertInstanceOf(Outcome.Unknown.class, ended(opened().perform(call(Duration.ofMillis(700)))));
        assertTrue(unknown.detail().contains("10-hang did not end by itself; "), unknown.detail());
        assertTrue(written().contains("waiting") && !written().contains("late"), written());
        assertEquals(0, bench().processesLeft());
    }

    @Test
    void whatIsToldToEndEndsWithAllThatItStarted() throws Exception {
        handler("10-hang", "touch \"$here/begun\"", "sleep 300");
        handler("20-late", "echo late");
        EventHandlers handlers = opened();
        Answer answer = handlers.perform(call(LIMIT));
        while (!Files.exists(folder.resolve("begun"))) {
            Thread.sleep(10);
        }
        handlers.terminate();
        Outcome.Unknown unknown = assertInstanceOf(Outcome.Unknown.class, ended(answer));
        assertTrue(unknown.detail().contains("did not end by itself; "), unknown.detail());
        assertEquals(0, bench().processesLeft());
    }

    @Test
    void aFloodCostsNoMemory() throws Exception {
        handler("flood", "echo beginning", "yes flood | head -c 20000000", "echo ending", "exit 1");
        assertInstanceOf(Outcome.Failed.class, run());
        assertTrue(written().contains("beginning") && written().contains("ending") && written().contains("bytes not kept]"));
        assertTrue(written().length() < 10_000, "kept " + written().length());
    }
}
