package dev.vigil.server.kithost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.vigil.kits.generic.EventFolder;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Initialization;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Occurrence;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.Priority;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Switchback;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Timing;
import dev.vigil.lcd.model.TypeId;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.platform.Platform;
import dev.vigil.platform.Processes;
import dev.vigil.recovery.Cause;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.KitCallId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The host, the generic application and real scripts together. */
@Timeout(30)
@EnabledOnOs(value = OS.LINUX, disabledReason = "its scripts are those of a Linux shell")
class KitHostWithScriptsTest {
    @TempDir
    Path folder = Path.of("");
    private final String id = "app-" + UUID.randomUUID();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final KitHost host = new KitHost(KitCatalog.load(getClass().getClassLoader()),
            Facilities.NONE.with(Processes.class, Platform.current().processes()), KitLimits.DEFAULT, () -> Timing.DEFAULT,
            events::add);

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void aScriptThatHangsAndForksIsEndedWholeAndTheResourceStaysUsable() throws Exception {
        script("restore", "trap '' TERM", "setsid sh -c 'trap \"\" TERM; sleep 300; sleep 300' &", "echo still waiting",
                "sleep 300; sleep 300");
        script("remove", "exit 0");
        call(1, Action.RESTORE, Duration.ofMillis(400));
        Outcome.Unknown unknown = assertInstanceOf(Outcome.Unknown.class, next(1));
        assertTrue(unknown.detail().contains("still waiting"), unknown.detail());
        assertEquals(0, processesLeft());
        assertEquals(Map.of(), host.barred());
        call(2, Action.REMOVE, Duration.ofSeconds(10));
        assertInstanceOf(Outcome.Done.class, next(2));
    }

    @Test
    void abandoningEndsTheScript() throws Exception {
        script("restore", "touch '" + folder + "/begun'", "sleep 300");
        script("remove", "exit 0");
        call(1, Action.RESTORE, Duration.ofSeconds(20));
        while (!Files.exists(folder.resolve("begun"))) {
            Thread.sleep(10);
        }
        host.abandon(new KitCallId(1));
        assertInstanceOf(Outcome.Unknown.class, next(1));
        assertEquals(0, processesLeft());
    }

    /** Also of a resource whose own scripts are missing. */
    @Test
    void anEventGoesToItsHandlersWhatTheyWroteIsKeptAndOneThatHangsIsEnded() throws Exception {
        Files.createDirectories(folder.resolve("gen/failed"));
        script("gen/failed/10-ask", "echo asked about $VIGIL_TAG", "exit 1");
        script("gen/failed/20-mend", "exit 0");
        try (KitHost handling = new KitHost(KitCatalog.load(getClass().getClassLoader()),
                Facilities.NONE.with(Processes.class, Platform.current().processes()).with(EventFolder.class,
                        new EventFolder(folder)),
                KitLimits.DEFAULT, () -> Timing.DEFAULT, events::add)) {
            handling.call(event(1, Duration.ofSeconds(10)));
            Outcome.Done done = assertInstanceOf(Outcome.Done.class, next(1));
            assertTrue(done.report().endsWith("20-mend exited with 0"), done.report());
            assertTrue(handling.outputs().of(new Tag("app")).getFirst().text().startsWith("--- 10-ask\nasked about app\n"));
            script("gen/failed/20-mend", "trap '' TERM", "sleep 300; sleep 300");
            handling.call(event(2, Duration.ofMillis(400)));
            assertInstanceOf(Outcome.Unknown.class, next(2));
            assertEquals(0, processesLeft());
            assertEquals(Map.of(), handling.barred());
        }
    }

    @Test
    void aNodeWithoutAFolderOfEventsSaysSo() throws Exception {
        host.call(event(1, Duration.ofSeconds(10)));
        assertEquals(new Outcome.Failed("this node has no EventFolder to lend to a recovery kit"), next(1));
    }

    private Decision.CallKit event(long call, Duration limit) {
        Decision.CallKit plain = decision(call, Action.HANDLE_EVENT, limit, Map.of());
        return new Decision.CallKit(plain.call(), plain.target(), plain.action(), limit, Cause.RESOURCE_FAILURE, Optional.empty(),
                Optional.of(new Occurrence("gen", "failed", "", new TreeMap<>())));
    }

    @Test
    void aMissingScriptAndAFolderThatIsNotGivenAreSaid() throws Exception {
        script("remove", "exit 0");
        call(1, Action.RESTORE, Duration.ofSeconds(10));
        assertEquals(new Outcome.Failed("the folder of scripts " + folder
                + " holds no restore script (a file of that name, with any extension)"), next(1));
        host.call(decision(2, Action.RESTORE, Duration.ofSeconds(10), Map.of()));
        Outcome.Failed nothing = assertInstanceOf(Outcome.Failed.class, next(2));
        assertTrue(nothing.detail().startsWith("restore is missing: give the script"), nothing.detail());
    }

    private void script(String name, String... lines) throws IOException {
        Path path = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void call(long call, Action action, Duration limit) {
        host.call(decision(call, action, limit, Map.of("scripts", folder.toString())));
    }

    private Decision.CallKit decision(long call, Action action, Duration limit, Map<String, String> properties) {
        Tag tag = new Tag("app");
        ResourceRow resource = new ResourceRow(tag, new TypeId("generic"), new UnitId("app"), Initialization.values()[0],
                Switchback.INTELLIGENT, true);
        InstanceRow instance = new InstanceRow(tag, new NodeId("alpha"), id, "", new Priority(1), InstanceRow.Checks.NONE,
                new TreeMap<>(properties));
        return new Decision.CallKit(new KitCallId(call), new Decision.Target(resource, instance), action, limit, Cause.OPERATOR);
    }

    private Outcome next(long call) throws InterruptedException {
        Event.KitFinished finished = assertInstanceOf(Event.KitFinished.class, events.poll(15, TimeUnit.SECONDS));
        assertEquals(new KitCallId(call), finished.call());
        return finished.outcome();
    }

    private long processesLeft() throws IOException {
        long count = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : all) {
                count += isOurs(process) ? 1 : 0;
            }
        }
        return count;
    }

    private boolean isOurs(Path process) {
        try {
            return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1).contains("VIGIL_ID=" + id);
        } catch (IOException goneOrNotOurs) {
            return false;
        }
    }
}
