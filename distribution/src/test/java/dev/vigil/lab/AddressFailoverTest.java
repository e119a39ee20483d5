package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the IP kit does beyond one IPv4 address, between two hosts and seen from a client: IPv6, and a node without the address. */
@Tag("lab")
class AddressFailoverTest {
    private static final String FLOATING = "fd00:77::100";
    private static final String WITHOUT = "10.77.1.101";
    private static final Duration MOVED = Duration.ofSeconds(5);
    private final VigilCommands commands = new VigilCommands();
    @TempDir
    private Path folder;

    /** The client's kernel holds the old entry for good: only an advertisement that overrides it can have changed it. */
    @Test
    void aClientSendsToTheNewHolderOfAnIpv6Address() {
        LabLock.whileHeld(() -> {
            try (Stage stage = new Stage(LabId.ofThisProcess("k"), LabProducts.VIGIL_DEFAULT.make())) {
                LabHost first = stage.lab().host("alpha");
                LabHost second = stage.lab().host("bravo");
                String client = stage.lab().clientNamespace();
                own(client, "fd00:77::254");
                own(first.namespace(), "fd00:77::1");
                own(second.namespace(), "fd00:77::2");
                commands.run(first, "resource", "create", "ip", "six", "--id", FLOATING, "--property", "interface=eth1");
                commands.run(first, "resource", "extend", "six", second.name());
                assertTrue(Pause.until(MOVED, () -> answers(client)), "the client does not reach the address");
                Command.run("ip", "-netns", client, "neigh", "change", FLOATING, "dev", "eth1", "nud", "reachable");
                assertTrue(neighbour(client).contains(hardware(first)), neighbour(client));
                long begun = System.nanoTime();
                stage.powerOff(first);
                assertTrue(Pause.until(MOVED, () -> neighbour(client).contains(hardware(second))),
                        () -> neighbour(client) + "\n" + stage.diagnosis());
                System.out.printf("{\"row\": \"ipv6-neighbour-follows\", \"afterMs\": %d}%n",
                        (System.nanoTime() - begun) / 1_000_000);
                assertTrue(answers(client), "the new holder does not answer");
                assertTrue(Command.run("ip", "-netns", second.namespace(), "addr").contains(FLOATING + "/64"));
                return true;
            }
        });
    }

    private static void own(String namespace, String address) {
        Command.run("ip", "-netns", namespace, "addr", "add", address + "/64", "dev", "eth1", "nodad");
    }

    private static boolean answers(String client) {
        return Command.attempt(List.of("ip", "netns", "exec", client, "ping", "-6", "-c", "1", "-W", "1", FLOATING), "")
                .isSuccess();
    }

    private static String neighbour(String client) {
        return Command.run("ip", "-netns", client, "-6", "neigh", "show", FLOATING);
    }

    private static String hardware(LabHost host) {
        return Command.run("ip", "-netns", host.namespace(), "-br", "link", "show", "eth1").strip().split("\\s+")[2];
    }

    /** What needs the address comes in service on the node that has restore mode off, without the address. */
    @Test
    void aNodeWithRestoreModeOffServesWithoutTheAddress() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String name : List.of("restore", "remove")) {
            Path script = Files.writeString(folder.resolve(name),
                    "#!/bin/sh\necho $VIGIL_ACTION on $VIGIL_NODE for $VIGIL_REASON\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        LabLock.whileHeld(() -> {
            try (Stage stage = new Stage(LabId.ofThisProcess("r"), LabProducts.VIGIL_DEFAULT.make())) {
                LabHost first = stage.lab().host("alpha");
                LabHost second = stage.lab().host("bravo");
                commands.run(first, "resource", "create", "ip", "away", "--id", WITHOUT, "--property", "interface=eth1");
                commands.run(first, "resource", "extend", "away", second.name());
                commands.run(first, "resource", "set", "away", "restoreMode=off", "--node", second.name());
                commands.run(first, "resource", "create", "generic", "app", "--property", "scripts=" + folder);
                commands.run(first, "resource", "extend", "app", second.name());
                commands.run(first, "dependency", "create", "app", "away");
                assertTrue(hasAddress(first), "the first node has no address");
                stage.powerOff(first);
                assertTrue(Pause.until(MOVED, () -> wrote(second).contains("restore on bravo for node-failure")),
                        () -> wrote(second) + stage.diagnosis());
                assertTrue(commands.run(second, "action", "away", "quickCheck").contains("found it healthy"));
                assertFalse(hasAddress(second));
                String states = commands.run(second, "lcdstatus", "away");
                assertTrue(states.lines().anyMatch(line -> line.contains("state=ISP") && line.contains("node=bravo")), states);
                stage.powerOn(first);
                assertTrue(Pause.until(Duration.ofSeconds(30), () -> stage.product().isSettled(stage.lab())));
                commands.run(first, "switchover", "app", first.name());
                assertEquals(List.of(true, false), List.of(hasAddress(first), hasAddress(second)));
                String output = commands.run(first, "resource", "output", "app", "--node", "bravo", "--action", "remove");
                assertTrue(output.contains("remove on bravo for switchover"), output);
                return true;
            }
        });
    }

    private String wrote(LabHost host) {
        return Command.attempt(host.inside(List.of(commands.launcher().toString(), "--home", VigilCommands.home(host).toString(),
                "resource", "output", "app", "--node", host.name())), "").text();
    }

    private static boolean hasAddress(LabHost host) {
        return Command.run("ip", "-netns", host.namespace(), "addr").contains(" " + WITHOUT + "/");
    }
}
