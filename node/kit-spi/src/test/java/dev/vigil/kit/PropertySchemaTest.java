package dev.vigil.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.vigil.kit.PropertySchema.Reading;

import org.junit.jupiter.api.Test;

class PropertySchemaTest {
    private static final PropertySchema SCHEMA = PropertySchema.of(
            PropertySpec.required("interface", new PropertyKind.Text(15), "the network interface"),
            PropertySpec.withDefault("prefix", new PropertyKind.IntegerIn(1, 32), "24", "the prefix length"),
            PropertySpec.optional("wait", new PropertyKind.DurationIn(Duration.ofMillis(10), Duration.ofMinutes(1)), "how long"),
            PropertySpec.optional("peer", new PropertyKind.Address(), "whom to ask"),
            PropertySpec.optional("scripts", new PropertyKind.File(), "where"),
            PropertySpec.optional("hosts", new PropertyKind.AddressList(3), "whom to ask as well"),
            PropertySpec.withDefault("check", new PropertyKind.Choice(List.of("auto", "none")), "auto", "whether"));

    @Test
    void readsEveryKindAndFillsDefaultsIn() {
        PropertyBlock block = right(Map.of("interface", "eth0", "wait", "250ms", "peer", "192.0.2.7", "scripts", "/opt/app"));
        assertEquals(Optional.of("eth0"), block.text("interface"));
        assertEquals(Optional.of(24), block.integer("prefix"));
        assertEquals(Optional.of(Duration.ofMillis(250)), block.duration("wait"));
        assertEquals("192.0.2.7", block.address("peer").orElseThrow().getHostAddress());
        assertEquals(Optional.of(Path.of("/opt/app")), block.file("scripts"));
        assertEquals(Optional.of("auto"), block.choice("check"));
        assertEquals(Optional.empty(), right(Map.of("interface", "eth0")).duration("wait"));
    }

    @Test
    void namesEverythingThatIsWrongAndWhatWouldBeRight() {
        List<String> sentences = wrong(
                Map.of("prefix", "33", "wait", "5", "peer", "192.0.2.07", "scripts", "app", "check", "AUTO",
                        "prefx", "24"));
        assertEquals(List.of("interface is missing: the network interface; it must be one line of 1 to 15 characters",
                "prefix=33 must be a whole number from 1 to 32",
                "wait=5 must be a time from 10ms to 1min with its unit (ms, s, min)",
                "peer=192.0.2.07 must be an IPv4 or IPv6 address of one machine, for example 192.0.2.10 or 2001:db8::10",
                "scripts=app must be a full path, beginning with / or a drive letter",
                "check=AUTO must be one of auto, none",
                "prefx=24 is not a property of this type; it has interface, prefix, wait, peer, scripts, hosts, check"),
                sentences);
    }

    @Test
    void timesAndAddressesAtTheirEdges() {
        assertEquals(Optional.of(Duration.ofMinutes(1)), right(Map.of("interface", "e", "wait", "60 s")).duration("wait"));
        for (String time : List.of("9ms", "61s", "", "-1s", "1h", "99999999999s", "1.5s")) {
            assertEquals(1, wrong(Map.of("interface", "e", "wait", time)).size(), time);
        }
        for (String address : List.of("0.0.0.0", "224.0.0.1", "255.255.255.255", "1.2.3", "1.2.3.4.5", "256.1.1.1", "localhost",
                "::", "ff02::1", "fe80::1%eth0", "::ffff:192.0.2.1", "1:2", "fd00::1::2", "face", "fd00::g")) {
            assertEquals(1, wrong(Map.of("interface", "e", "peer", address)).size(), address);
        }
        for (String address : List.of("fd00:9::9", "FD00:0:0::9", "fe80::1", "192.0.2.1")) {
            assertTrue(right(Map.of("interface", "e", "peer", address)).address("peer").isPresent(), address);
        }
    }

    @Test
    void listsOfAddressesAreTakenWhole() throws Exception {
        List<InetAddress> hosts = right(Map.of("interface", "e", "hosts", "192.0.2.1, fd00::1,192.0.2.2")).addresses("hosts");
        assertEquals(List.of(InetAddress.getByName("192.0.2.1"), InetAddress.getByName("fd00::1"),
                InetAddress.getByName("192.0.2.2")), hosts);
        assertEquals(List.of(), right(Map.of("interface", "e")).addresses("hosts"));
        for (String list : List.of("", ",", "192.0.2.1,", "192.0.2.1 192.0.2.2", "192.0.2.1,gateway",
                "192.0.2.1,192.0.2.2,192.0.2.3,192.0.2.4")) {
            assertEquals(List.of("hosts=" + list + " must be 1 to 3 addresses with commas between them"),
                    wrong(Map.of("interface", "e", "hosts", list)).stream().map(sentence -> sentence.replace("hosts must",
                            "hosts= must")).toList());
        }
    }

    @Test
    void aKitThatAsksForTheWrongKindIsToldSo() {
        PropertyBlock block = right(Map.of("interface", "eth0"));
        assertThrows(IllegalArgumentException.class, () -> block.text("prefix"));
        assertThrows(IllegalArgumentException.class, () -> block.text("nothing"));
        PropertyKind kind = new PropertyKind.IntegerIn(1, 2);
        assertThrows(IllegalArgumentException.class, () -> PropertySpec.withDefault("a", kind, "3", "wrong from the start"));
    }

    private static PropertyBlock right(Map<String, String> given) {
        return assertInstanceOf(Reading.Right.class, SCHEMA.read(given)).block();
    }

    private static List<String> wrong(Map<String, String> given) {
        List<PropertyProblem> problems = assertInstanceOf(Reading.Wrong.class, SCHEMA.read(given)).problems();
        assertTrue(problems.stream().noneMatch(problem -> problem.property().isBlank()));
        return problems.stream().map(PropertyProblem::sentence).toList();
    }
}
