package dev.vigil.server.fencing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.vigil.admin.AdminRefusal;
import dev.vigil.admin.FencingPort;
import dev.vigil.comm.trust.ClusterAuthority;
import dev.vigil.comm.trust.ClusterSecrets;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.FenceAction;
import dev.vigil.lcd.model.FenceName;
import dev.vigil.lcd.model.FenceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Revision;
import dev.vigil.platform.Platform;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.FenceOutcome;

/** Real programs in the place of agents. */
@EnabledOnOs(OS.LINUX)
class FenceAgentsTest {
    private static final NodeId ALPHA = new NodeId("alpha");
    private static final FenceName PDU = new FenceName("pdu");
    private static final String READ = "while read -r l; do echo \"$l\" >> input; case $l in action=*) a=${l#*=};; esac; done\n";

    @TempDir
    Path folder;
    private Config config = Config.EMPTY;
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final FenceAgents agents = new FenceAgents(Platform.current().processes(),
            ClusterSecrets.of(ClusterAuthority.create("shop", Instant.EPOCH)), () -> config, events::add);

    private FenceRow device(FenceAction action, Duration limit, String script) throws IOException {
        Path agent = folder.resolve("agent");
        Files.writeString(agent, "#!/bin/sh\ncd " + folder + "\n" + READ + script);
        Files.setPosixFilePermissions(agent, PosixFilePermissions.fromString("rwxr-xr-x"));
        FenceRow row = agents.port().row(PDU, ALPHA, 1, new FenceRow.Agent(agent.toString(), action, limit),
                new FencingPort.Options(Map.of("ip", "10.0.0.9"), Map.of("password", "open sesame")));
        config = Config.of(new Revision(1), List.of(row));
        return row;
    }

    private FenceOutcome fence() throws InterruptedException {
        agents.fence(new Decision.Fence(7, ALPHA, PDU));
        return ended();
    }

    private FenceOutcome ended() throws InterruptedException {
        Event.FenceFinished finished = assertInstanceOf(Event.FenceFinished.class, events.poll(30, TimeUnit.SECONDS));
        assertEquals(7, finished.number());
        return finished.outcome();
    }

    @Test
    void theAgentReadsItsOptionsAndItsStatusConfirmsThatThePowerIsOff() throws IOException, InterruptedException {
        FenceRow row = device(FenceAction.OFF, Duration.ofSeconds(20), "[ $a = status ] && exit 2; exit 0\n");
        assertFalse(row.toLine().toString().contains("sesame"));
        assertInstanceOf(FenceOutcome.Confirmed.class, fence());
        assertEquals(List.of("action=off", "ip=10.0.0.9", "password=open sesame", "plug=alpha", "action=status", "ip=10.0.0.9",
                "password=open sesame", "plug=alpha"), Files.readAllLines(folder.resolve("input")));
    }

    @Test
    void whoIsDoneAndStillOnHasFailed() throws IOException, InterruptedException {
        device(FenceAction.OFF, Duration.ofSeconds(20), "exit 0\n");
        assertEquals(new FenceOutcome.Failed("it said that it was done, and then that the power is on"), fence());
    }

    @Test
    void anAgentWithoutStatusIsBelieved() throws IOException, InterruptedException {
        device(FenceAction.OFF, Duration.ofSeconds(20),
                "case $a in off) exit 0;; metadata) echo '<action name=\"off\"/>'; exit 0;; esac; exit 1\n");
        assertInstanceOf(FenceOutcome.Confirmed.class, fence());
    }

    @Test
    void anAgentWhoseStatusTellsNothingIsNot() throws IOException, InterruptedException {
        device(FenceAction.OFF, Duration.ofSeconds(20),
                "case $a in off) exit 0;; metadata) echo '<action name=\"status\"/>'; exit 0;; esac; exit 1\n");
        assertInstanceOf(FenceOutcome.Unknown.class, fence());
    }

    @Test
    void aRebootIsTheAgentsWord() throws IOException, InterruptedException {
        device(FenceAction.REBOOT, Duration.ofSeconds(20), "[ $a = reboot ]\n");
        assertInstanceOf(FenceOutcome.Confirmed.class, fence());
    }

    @Test
    void aFailureIsToldWithoutTheSecret() throws IOException, InterruptedException {
        device(FenceAction.OFF, Duration.ofSeconds(20), "echo 'no login with open sesame' >&2; exit 1\n");
        assertEquals(new FenceOutcome.Failed("exit code 1: no login with ***"), fence());
    }

    @Test
    void whoHangsIsEndedAndNobodyKnows() throws IOException, InterruptedException {
        device(FenceAction.OFF, Duration.ofMillis(500), "sleep 300\n");
        assertEquals(new FenceOutcome.Unknown("no answer within 0.5 s"), fence());
    }

    @Test
    void anAbandonedFenceEndsAtOnce() throws IOException, InterruptedException {
        device(FenceAction.OFF, Duration.ofSeconds(200), "sleep 300\n");
        agents.fence(new Decision.Fence(7, ALPHA, PDU));
        agents.abandon(7);
        assertEquals(new FenceOutcome.Unknown("it was ended"), ended());
    }

    @Test
    void aDeviceThatIsGoneHasFailed() throws InterruptedException {
        assertEquals(new FenceOutcome.Failed("the device is not there any more"), fence());
    }

    @Test
    void aTestSwitchesNothing() throws IOException {
        device(FenceAction.OFF, Duration.ofSeconds(20), "case $a in status|monitor) exit 0;; esac; touch switched\n");
        assertEquals("the power of alpha is on", agents.port().test(PDU).toCompletableFuture().join());
        device(FenceAction.OFF, Duration.ofSeconds(20), "[ $a = monitor ]\n");
        assertTrue(agents.port().test(PDU).toCompletableFuture().join().startsWith("the device answers"));
        device(FenceAction.OFF, Duration.ofSeconds(20), "exit 1\n");
        assertThrows(CompletionException.class, () -> agents.port().test(PDU).toCompletableFuture().join());
        assertFalse(Files.exists(folder.resolve("switched")));
    }

    @Test
    void whatAnAgentCannotReadIsRefused() {
        FenceRow.Agent agent = new FenceRow.Agent("/bin/true", FenceAction.OFF, Duration.ofSeconds(20));
        for (Map<String, String> wrong : List.of(Map.of("action", "on"), Map.of("ip", "a\nb"), Map.of("a b", "c"),
                Map.of("password", "plain"))) {
            assertThrows(AdminRefusal.class,
                    () -> agents.port().row(PDU, ALPHA, 1, agent, new FencingPort.Options(wrong, Map.of())));
        }
        assertThrows(AdminRefusal.class, () -> agents.port().row(PDU, ALPHA, 1,
                new FenceRow.Agent("/no/such/agent", FenceAction.OFF, Duration.ofSeconds(20)),
                new FencingPort.Options(Map.of(), Map.of())));
    }
}
