package dev.vigil.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each check makes of what it measured. */
final class JudgementsTest {
    private static void is(Verdict verdict, String words, Finding finding) {
        assertEquals(verdict, finding.verdict(), finding.toString());
        assertTrue(finding.sentence().contains(words), finding.toString());
        assertEquals(verdict == Verdict.OK, finding.hint().isEmpty(), "a hint is for what is not well: " + finding);
    }

    @ParameterizedTest
    @CsvSource({"0,YES,OK,is synchronized", "49,YES,OK,did not step", "51,YES,WARN,51 ms astray",
            "-3600000,YES,WARN,-3600000 ms astray",
            "0,NO,WARN,not synchronized", "3,UNKNOWN,WARN,nobody here can tell"})
    void clock(long stepMillis, ClockCheck.Synchronization synchronization, Verdict verdict, String words) {
        is(verdict, words, ClockCheck.judge(Duration.ofMillis(stepMillis), synchronization));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {"~yes\n~ | YES", "no | NO", "~~ | UNKNOWN", "maybe | UNKNOWN"})
    void timedatectl(String said, ClockCheck.Synchronization synchronization) {
        assertEquals(synchronization, ClockCheck.ofWord(said));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "A9FEA97B,169.254.169.123,4,1732339200.0,0.000001,0.0,0.0,-1.0,0.0,0.01,0.0,0.0,64.0,Normal | YES",
            "00000000,,0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,1.0,1.0,0.0,Not synchronised | NO", "~~ | UNKNOWN"})
    void chrony(String said, ClockCheck.Synchronization synchronization) {
        assertEquals(synchronization, ClockCheck.ofTracking(said));
    }

    @ParameterizedTest
    @CsvSource({"4,500,OK", "50,500,OK", "51,500,WARN", "250,500,WARN", "251,500,FAIL", "12,110,WARN", "56,110,FAIL",
            "11,110,OK"})
    void stalls(long worstMillis, int detectionMillis, Verdict verdict) {
        is(verdict, worstMillis + " ms late", StallCheck.judge(Duration.ofMillis(worstMillis), detectionMillis));
    }

    @Test
    void diskByNineOfTen() {
        is(Verdict.OK, "1.0 ms (nine of ten), 300.0 ms at worst", DiskCheck.judge(times(9, 1, 1, 300)));
        is(Verdict.OK, "20.0 ms (nine of ten)", DiskCheck.judge(times(10, 20, 0, 0)));
        is(Verdict.WARN, "21.0 ms (nine of ten)", DiskCheck.judge(times(8, 1, 2, 21)));
        is(Verdict.WARN, "21.0 ms (nine of ten)", DiskCheck.judge(times(1, 21, 0, 0)));
    }

    private static List<Duration> times(int some, long millis, int others, long otherMillis) {
        List<Duration> times = new ArrayList<>(Collections.nCopies(others, Duration.ofMillis(otherMillis)));
        times.addAll(Collections.nCopies(some, Duration.ofMillis(millis)));
        return times;
    }

    private static PathsCheck.Way way(String path, String peer, String interfaceName, String network) {
        return new PathsCheck.Way(path, peer, interfaceName, network);
    }

    @Test
    void pathsWithNothingInCommon() {
        is(Verdict.OK, "2 peers", PathsCheck.judge(List.of(way("lan1", "bravo", "eth0", "10.0.0.0/24"),
                way("lan2", "bravo", "eth1", "10.0.1.0/24"), way("lan3", "charlie", "eth0", "10.0.0.0/24"),
                way("lan4", "charlie", "eth1", "10.0.1.0/24"))));
        is(Verdict.WARN, "2 paths to bravo use 1 interface.",
                PathsCheck.judge(List.of(way("lan1", "bravo", "eth0", "10.0.0.0/24"),
                        way("lan2", "bravo", "eth0", "10.0.1.0/24"))));
        is(Verdict.WARN, "2 paths to bravo use 1 network.", PathsCheck.judge(List.of(way("lan1", "bravo", "eth0", "10.0.0.0/24"),
                way("lan2", "bravo", "eth1", "10.0.0.0/24"))));
        is(Verdict.WARN, "There is one path to bravo. There is one path to charlie.", PathsCheck.judge(
                List.of(way("lan1", "bravo", "eth0", "10.0.0.0/24"), way("lan2", "charlie", "eth0", "10.0.0.0/24"))));
        is(Verdict.WARN, "path lan2 to bravo is on no interface", PathsCheck.judge(
                List.of(way("lan1", "bravo", "eth0", "10.0.0.0/24"), way("lan2", "bravo", "", ""))));
        is(Verdict.OK, "no peer", PathsCheck.judge(List.of()));
        is(Verdict.WARN, "no node answers",
                new PathsCheck(new Surroundings(Path.of("."), Path.of("."), Optional.empty())).look());
    }

    @ParameterizedTest
    @CsvSource({"true,HELD,HELD,OK,held by the node", "true,HELD,FREE,FAIL,nobody listens on TCP 10.0.0.1:7742",
            "false,FREE,FREE,OK,free for the node", "false,HELD,FREE,FAIL,UDP 10.0.0.1:7741 is taken",
            "true,HELD,NOT_HERE,FAIL,no such address", "false,NOT_HERE,HELD,FAIL,UDP 10.0.0.1:7741: this machine"})
    void ports(boolean isNodeThere, PortsCheck.State udp, PortsCheck.State tcp, Verdict verdict, String words) {
        is(verdict, words, PortsCheck.judge(isNodeThere, List.of(new PortsCheck.Port("UDP 10.0.0.1:7741", udp),
                new PortsCheck.Port("TCP 10.0.0.1:7742", tcp))));
    }

    private static final String OPEN_NFT = "table inet filter {\n  chain input {\n    type filter hook input priority filter; policy accept;\n  }\n}";
    private static final String SHUT_NFT = "table inet filter {\n  chain input {\n    type filter hook input priority filter; policy drop;\n%s\n  }\n}";

    @Test
    void firewall() {
        is(Verdict.WARN, "cannot be read", firewall(Optional.empty()));
        is(Verdict.OK, "refuse nothing", firewall(rules("nft", "")));
        is(Verdict.OK, "refuse nothing", firewall(rules("nft", OPEN_NFT)));
        is(Verdict.WARN, "do not name [7741, 7742]", firewall(rules("nft", SHUT_NFT.formatted("    tcp dport 22 accept"))));
        is(Verdict.WARN, "do not name [7742]", firewall(rules("nft", SHUT_NFT.formatted("    udp dport 7741 accept"))));
        is(Verdict.OK, "name the ports", firewall(rules("nft", SHUT_NFT.formatted("    tcp dport { 7741, 7742 } accept"))));
        is(Verdict.WARN, "refuse", firewall(rules("nft", OPEN_NFT.replace("policy accept;", "policy accept;\n    reject"))));
        is(Verdict.OK, "refuse nothing", firewall(rules("iptables", "-P INPUT ACCEPT\n-A INPUT -s 10.9.9.9 -j DROP\n")));
        is(Verdict.WARN, "do not name", firewall(rules("iptables", "-P INPUT DROP\n-A INPUT -p tcp --dport 17741 -j ACCEPT\n")));
        is(Verdict.OK, "name the ports",
                firewall(rules("iptables",
                        "-P INPUT DROP\n-A INPUT -p udp --dport 7741 -j ACCEPT\n-A INPUT -p tcp --dport 7742 -j ACCEPT\n")));
        is(Verdict.WARN, "do not name", firewall(rules("netsh", "Rule Name: Core Networking\nLocalPort: 68\n")));
    }

    private static Finding firewall(Optional<FirewallCheck.Rules> rules) {
        return FirewallCheck.judge(rules, List.of(7741, 7742));
    }

    private static Optional<FirewallCheck.Rules> rules(String tool, String text) {
        return Optional.of(new FirewallCheck.Rules(tool, text));
    }

    @Test
    void certificates() {
        Instant now = Instant.parse("2026-11-23T06:00:00Z");
        Instant far = now.plus(Duration.ofDays(400));
        is(Verdict.OK, "valid for 400 days", CertificatesCheck.judge(facts(true, far, far), now));
        is(Verdict.WARN, "expires in 29 days", CertificatesCheck.judge(facts(true, now.plus(Duration.ofDays(29)), far), now));
        is(Verdict.WARN, "expires in 5 days", CertificatesCheck.judge(facts(true, far, now.plus(Duration.ofDays(5))), now));
        is(Verdict.FAIL, "expired on 2026-11-22", CertificatesCheck.judge(facts(true, now.minus(Duration.ofDays(1)), far), now));
        is(Verdict.FAIL, "not signed", CertificatesCheck.judge(facts(false, far, far), now));
        is(Verdict.FAIL, "may read ca.key, admin.token",
                CertificatesCheck.judge(facts(true, far, far, "ca.key", "admin.token"), now));
    }

    private static CertificatesCheck.Facts facts(boolean isSigned, Instant node, Instant authority, String... open) {
        return new CertificatesCheck.Facts(isSigned, node, authority, Stream.of(open).toList());
    }

    @Test
    void runtime() {
        Path archive = Path.of("lib", "server-25.aot");
        is(Verdict.OK, "Java 25 with its archive server-25.aot", RuntimeCheck.judge(25, archive, true));
        is(Verdict.WARN, "without the archive", RuntimeCheck.judge(25, archive, false));
        is(Verdict.FAIL, "Java 17", RuntimeCheck.judge(17, archive, true));
        assertEquals("server-21.jsa", RuntimeCheck.archive(21));
        assertEquals("server-25.aot", RuntimeCheck.archive(25));
    }

    @Test
    void rights() {
        OptionalLong all = RightsCheck.capabilities("Name:\tjava\nCapEff:\t000001ffffffffff\nCapBnd:\t0\n");
        OptionalLong none = RightsCheck.capabilities("CapEff:\t0000000000000000\n");
        OptionalLong files = RightsCheck.openFiles("Max open files            1048576              1048576              files\n");
        is(Verdict.OK, "may set addresses", RightsCheck.judge(all, files));
        is(Verdict.WARN, "CAP_NET_ADMIN", RightsCheck.judge(none, files));
        is(Verdict.WARN, "lacks CAP_NET_RAW (announcing them).", RightsCheck.judge(OptionalLong.of(1L << 12 | 1L << 23), files));
        is(Verdict.WARN, "open 256 files", RightsCheck.judge(all, RightsCheck.openFiles("Max open files   256  256  files\n")));
        assertEquals(OptionalLong.of(Long.MAX_VALUE), RightsCheck.openFiles("Max open files   unlimited  unlimited  files\n"));
        is(Verdict.WARN, "Not looked at", RightsCheck.judge(RightsCheck.capabilities("Name: x"), files));
    }
}
