package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The lab does to its hosts what it says, and nothing else; otherwise no figure made with it means anything. */
@Tag("lab")
class LabNetworkTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final LabId ID = LabId.ofThisProcess("n");
    private LabNetwork lab;
    private LabHost alpha;
    private LabHost bravo;

    @BeforeEach
    void open() {
        lab = new LabNetwork(ID, List.of("alpha", "bravo"));
        alpha = lab.host("alpha");
        bravo = lab.host("bravo");
        for (LabHost host : lab.hosts()) {
            host.spawn("echo", LabJava.command(UdpEcho.class, host.name()));
        }
        assertTrue(Pause.until(LIMIT, () -> answers(alpha, bravo, Lan.LAN1, 1) == 1 && answers(bravo, alpha, Lan.LAN2, 1) == 1));
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private static int answers(LabHost from, LabHost to, Lan lan, int count) {
        String[] words = LabJava.command(Reach.class, to.address(lan), Integer.toString(count)).toArray(String[]::new);
        return Integer.parseInt(from.run(words).strip());
    }

    private static boolean hasCarrier(LabHost host, Lan lan) {
        return host.run("cat", "/sys/class/net/" + lan.device() + "/carrier").strip().equals("1");
    }

    private static long received(LabHost host, Lan lan) {
        return Long.parseLong(host.run("cat", "/sys/class/net/" + lan.device() + "/statistics/rx_packets").strip());
    }

    @Test
    void aHostHasAPlaceOfItsOwn() {
        assertEquals("alpha", alpha.run("hostname").strip());
        assertTrue(alpha.run("cat", "/etc/hosts").contains("alpha"));
        assertEquals(alpha.home().toString(), alpha.run("pwd").strip());
        assertTrue(alpha.run("ps", "-e", "-o", "comm").lines().count() < 8);
        assertFalse(alpha.attempt("dd", "if=/dev/zero", "of=" + alpha.home().resolve("big"), "bs=1M", "count=400").isSuccess());
    }

    @Test
    void aPowerOffSaysNoFarewellAndTheDiskSurvivesIt() throws IOException {
        connect();
        Files.writeString(alpha.home().resolve("kept"), "kept");
        List<ProcessHandle> processes = alpha.processes();
        Duration took = alpha.powerOff().took();
        assertTrue(Pause.until(LIMIT, () -> processes.stream().noneMatch(ProcessHandle::isAlive)),
                "processes live on without power");
        Pause.of(Duration.ofSeconds(1));
        assertFalse(bravo.log("tcp").contains("farewell"), "bravo heard a farewell of a host without power");
        System.out.println("power-off took " + took.toNanos() / 1000 + " us");
        alpha.removeRemains();
        alpha.powerOn();
        assertEquals("kept", alpha.run("cat", "kept"));
        alpha.spawn("echo", LabJava.command(UdpEcho.class, alpha.name()));
        assertTrue(Pause.until(LIMIT, () -> answers(bravo, alpha, Lan.LAN1, 1) == 1));
    }

    /** The control of the test above: the same connection does say farewell when only its process dies. */
    @Test
    void aProcessThatDiesAloneSaysFarewell() {
        connect();
        alpha.processes().stream().filter(process -> process.info().commandLine().orElse("").contains("HeldConnection"))
                .forEach(ProcessHandle::destroyForcibly);
        assertTrue(Pause.until(LIMIT, () -> bravo.log("tcp").contains("farewell")));
    }

    private void connect() {
        bravo.spawn("tcp", LabJava.command(HeldConnection.class, "listen", bravo.address(Lan.LAN2)));
        assertTrue(Pause.until(LIMIT, () -> bravo.log("tcp").contains("listening")), bravo.log("tcp"));
        alpha.spawn("tcp", LabJava.command(HeldConnection.class, "connect", bravo.address(Lan.LAN2)));
        assertTrue(Pause.until(LIMIT, () -> bravo.log("tcp").contains("open") && alpha.log("tcp").contains("open")));
    }

    @Test
    void aPulledCableIsSeenAndASilentCutIsNot() {
        lab.cables().carrierOff(List.of(alpha.port(Lan.LAN1)));
        assertFalse(hasCarrier(alpha, Lan.LAN1));
        assertEquals(0, answers(alpha, bravo, Lan.LAN1, 20));
        assertEquals(20, answers(alpha, bravo, Lan.LAN2, 20));
        lab.cables().carrierOn(List.of(alpha.port(Lan.LAN1)));
        lab.cables().dropAll(alpha.ports());
        assertTrue(hasCarrier(alpha, Lan.LAN1));
        assertEquals(0, answers(alpha, bravo, Lan.LAN1, 20) + answers(alpha, bravo, Lan.LAN2, 20));
        lab.cables().heal();
        assertEquals(0, lab.cables().ruleCount());
        assertTrue(Pause.until(LIMIT, () -> answers(alpha, bravo, Lan.LAN1, 20) == 20));
    }

    @Test
    void aOneWayCutStopsOneDirectionOnly() {
        lab.cables().dropBetween(List.of(new LabSwitch.Direction(alpha.port(Lan.LAN2), bravo.port(Lan.LAN2))));
        long bravoBefore = received(bravo, Lan.LAN2);
        assertEquals(0, answers(alpha, bravo, Lan.LAN2, 50));
        assertTrue(received(bravo, Lan.LAN2) - bravoBefore < 25, "frames of alpha reach bravo");
        long alphaBefore = received(alpha, Lan.LAN2);
        assertEquals(0, answers(bravo, alpha, Lan.LAN2, 50));
        assertTrue(received(alpha, Lan.LAN2) - alphaBefore >= 50, "frames of bravo do not reach alpha");
        assertEquals(20, answers(alpha, bravo, Lan.LAN1, 20));
    }

    @Test
    void lossIsAsGreatAsAsked() {
        lab.cables().lose(30);
        assertEquals(1, lab.cables().ruleCount());
        int answers = answers(alpha, bravo, Lan.LAN2, 1000);
        // Both directions lose 30 %, so 490 are expected; 100 are more than six standard deviations.
        assertTrue(answers > 390 && answers < 590, answers + " of 1000 answers");
    }

    @Test
    void whatACrashedRunLeftIsRemoved() throws IOException {
        LabId left = LabId.ofThisProcess("left");
        LabNetwork crashed = new LabNetwork(left, List.of("alpha"));
        List<ProcessHandle> processes = crashed.hosts().getFirst().processes();
        Files.writeString(left.folder().resolve("owner"), ProcessHandle.current().pid() + " started at another time");
        LabFolders.sweep();
        assertFalse(Files.exists(left.folder()));
        assertFalse(Command.run("ip", "netns", "list").contains(left.namespace("")));
        assertTrue(Pause.until(LIMIT, () -> processes.stream().noneMatch(ProcessHandle::isAlive)));
        assertTrue(Files.exists(ID.folder()), "a lab whose owner lives was removed too");
        assertEquals(1, answers(alpha, bravo, Lan.LAN1, 1));
    }
}
