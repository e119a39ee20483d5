package dev.vigil.comm.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.comm.CommPath;
import dev.vigil.comm.Rejection;
import dev.vigil.comm.Roll;
import dev.vigil.comm.Topology;
import dev.vigil.comm.TrafficFilter;
import dev.vigil.comm.heartbeat.Opaque;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.comm.heartbeat.Summary;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Timing;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HeartbeatsOverUdpTest {
    private final TestTrust trust = new TestTrust();
    private final LossyWire fromAlpha = new LossyWire();
    private final LossyWire fromBravo = new LossyWire();

    private TestNode alpha() {
        return new TestNode("alpha", 1, trust, TestNode.KEY, fromAlpha);
    }

    private TestNode bravo() {
        return new TestNode("bravo", 1, trust, TestNode.KEY, fromBravo);
    }

    private static void meet(TestNode alpha, TestNode bravo, Timing timing) {
        alpha.manager.configure(TestNode.topology("alpha", timing, 2, "bravo"));
        bravo.manager.configure(TestNode.topology("bravo", timing, 2, "alpha"));
        TestNode.await("alpha sees bravo", () -> alpha.health("bravo") == PeerHealth.ALIVE);
        TestNode.await("bravo sees alpha", () -> bravo.health("alpha") == PeerHealth.ALIVE);
    }

    @Test
    void twoNodesMeetAndSeeEachOthersSummary() {
        try (TestNode alpha = alpha(); TestNode bravo = bravo()) {
            meet(alpha, bravo, Timing.DEFAULT);
            alpha.manager.summary(new Summary(12, 34, new Revision(5), false, Opaque.NONE));
            TestNode.await("summary", () -> bravo.story().contains("alpha config 12"));
            TestNode.await("round trip", () -> alpha.statistics().peers().getFirst().paths().stream()
                    .allMatch(path -> path.roundTrip().toNanos() > 0));
        }
    }

    @Test
    void threeNodesSeeEachOther() {
        try (TestNode alpha = alpha(); TestNode bravo = bravo(); TestNode charlie = new TestNode("charlie", 1, trust)) {
            alpha.manager.configure(TestNode.topology("alpha", Timing.DEFAULT, 2, "bravo", "charlie"));
            bravo.manager.configure(TestNode.topology("bravo", Timing.DEFAULT, 2, "alpha", "charlie"));
            charlie.manager.configure(TestNode.topology("charlie", Timing.DEFAULT, 2, "alpha", "bravo"));
            TestNode.await("all alive",
                    () -> alpha.health("charlie") == PeerHealth.ALIVE && bravo.health("charlie") == PeerHealth.ALIVE
                            && charlie.health("alpha") == PeerHealth.ALIVE && charlie.health("bravo") == PeerHealth.ALIVE);
        }
    }

    @Test
    void aCutPathIsSilentAPowerOffIsDeadAndAHealRevives() {
        try (TestNode alpha = alpha(); TestNode bravo = bravo()) {
            meet(alpha, bravo, Timing.DEFAULT);
            fromBravo.cut.add("alpha-bravo/lan1");
            TestNode.await("one silent path", () -> bravo.story().contains("alpha-bravo/lan1 SILENT")
                    && alpha.story().contains("alpha-bravo/lan1 SILENT"));
            assertEquals(PeerHealth.ALIVE, alpha.health("bravo"));
            fromBravo.cut.add("alpha-bravo/lan2");
            TestNode.await("dead and deaf",
                    () -> alpha.health("bravo") == PeerHealth.DEAD && bravo.health("alpha") == PeerHealth.DEAF);
            fromBravo.cut.clear();
            TestNode.await("healed",
                    () -> alpha.health("bravo") == PeerHealth.ALIVE && bravo.health("alpha") == PeerHealth.ALIVE);
        }
    }

    @Test
    void aHungControllerIsSilence() {
        try (TestNode alpha = alpha(); TestNode bravo = bravo()) {
            meet(alpha, bravo, Timing.DEFAULT);
            bravo.isControllerHung = true;
            TestNode.await("dead", () -> alpha.health("bravo") == PeerHealth.DEAD);
            assertTrue(alpha.story().stream().noneMatch(line -> line.endsWith("SILENT")), alpha.story().toString());
        }
    }

    @Test
    void thirtyPercentLossOfAFewSecondsKillsNobody() {
        try (TestNode alpha = alpha(); TestNode bravo = bravo()) {
            meet(alpha, bravo, Timing.DEFAULT);
            fromAlpha.loss = 0.3;
            fromBravo.loss = 0.3;
            TestNode.pause(3000);
            assertEquals(PeerHealth.ALIVE, alpha.health("bravo"));
            assertTrue(alpha.story().stream().noneMatch(line -> line.endsWith("DEAD") || line.endsWith("DEAF")));
            double loss = alpha.statistics().peers().getFirst().paths().getFirst().loss();
            assertTrue(loss > 0.1 && loss < 0.5, "measured loss " + loss);
        }
    }

    @Test
    void garbageStrangersAndOversizedDatagramsAreCountedAndHarmNothing() throws IOException {
        try (TestNode alpha = alpha();
                TestNode bravo = bravo();
                TestNode charlie = new TestNode("charlie", 1, trust, TestNode.key(1, 1), TrafficFilter.PASS_ALL);
                TestNode delta = new TestNode("delta", 1, trust);
                DatagramSocket stranger = new DatagramSocket()) {
            meet(alpha, bravo, Timing.DEFAULT);
            charlie.manager.configure(TestNode.topology("charlie", Timing.DEFAULT, 1, "alpha"));
            delta.manager.configure(TestNode.topology("delta", Timing.DEFAULT, 1, "alpha"));
            SplittableRandom random = new SplittableRandom(3);
            for (int i = 0; i < 2000; i++) {
                byte[] garbage = new byte[1 + random.nextInt(i % 50 == 0 ? 1900 : 300)];
                random.nextBytes(garbage);
                stranger.send(new DatagramPacket(garbage, garbage.length, TestNode.address("alpha", 1)));
            }
            stranger.send(new DatagramPacket(new byte[2000], 2000, TestNode.address("alpha", 1)));
            TestNode.await("counted", () -> {
                Map<Rejection, Long> dropped = alpha.statistics().dropped();
                return dropped.getOrDefault(Rejection.MALFORMED, 0L) > 1000 && dropped.getOrDefault(Rejection.WRONG_KEY, 0L) > 5
                        && dropped.getOrDefault(Rejection.UNKNOWN_PATH, 0L) > 5 && dropped.containsKey(Rejection.OVERSIZED);
            });
            assertEquals(PeerHealth.ALIVE, alpha.health("bravo"));
            assertTrue(alpha.story().stream().noneMatch(line -> line.startsWith("charlie") || line.startsWith("delta")));
        }
    }

    @Test
    void datagramsThatComeTwiceAreDroppedAndNamed() throws IOException {
        try (TestNode alpha = alpha();
                TestNode bravo = bravo();
                DatagramSocket tap = new DatagramSocket(new InetSocketAddress("127.7.1.99", 0))) {
            meet(alpha, bravo, Timing.DEFAULT);
            CommPath direct = TestNode.topology("bravo", Timing.DEFAULT, 1, "alpha").paths().getFirst();
            CommPath tapped = new CommPath(direct.id(), direct.peer(), direct.local(),
                    (InetSocketAddress) tap.getLocalSocketAddress());
            bravo.manager.configure(new Topology(List.of(tapped), Timing.DEFAULT));
            DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
            for (int i = 0; i < 20; i++) {
                packet.setLength(2048);
                tap.receive(packet);
                packet.setSocketAddress(TestNode.address("alpha", 1));
                tap.send(packet);
                tap.send(packet);
            }
            TestNode.await("counted", () -> alpha.statistics().dropped().getOrDefault(Rejection.REPLAYED, 0L) >= 20);
            assertEquals(PeerHealth.ALIVE, alpha.health("bravo"));
        }
    }

    @Test
    void whoIsOfTheClusterNoMoreIsTurnedAwayAndTold() {
        try (TestNode alpha = alpha(); TestNode bravo = bravo()) {
            meet(alpha, bravo, Timing.DEFAULT);
            Topology all = TestNode.topology("alpha", Timing.DEFAULT, 2, "bravo");
            alpha.manager.configure(new Topology(all.paths(), all.timing(), roll(5, "alpha", 0, "bravo", 2)));
            TestNode.await("told", () -> bravo.story().contains("turned away by alpha: REPLACED by configuration 5"));
            alpha.manager.configure(new Topology(all.paths(), all.timing(), roll(6, "alpha", 0, "charlie", 0)));
            TestNode.await("told", () -> bravo.story().contains("turned away by alpha: REMOVED by configuration 6"));
            TestNode.await("silent", () -> alpha.health("bravo") == PeerHealth.DEAD);
            Map<Rejection, Long> dropped = alpha.statistics().dropped();
            assertTrue(dropped.get(Rejection.OTHER_MACHINE) > 0 && dropped.get(Rejection.NOT_A_MEMBER) > 0, dropped.toString());
            // Said about each second, not with each heartbeat.
            assertTrue(bravo.story().stream().filter(line -> line.startsWith("turned away")).count() < 9,
                    bravo.story().toString());
        }
    }

    private static Roll roll(long number, String first, long firstLife, String second, long secondLife) {
        TreeMap<NodeId, Roll.Member> members = new TreeMap<>();
        members.put(new NodeId(first), new Roll.Member(firstLife, ""));
        members.put(new NodeId(second), new Roll.Member(secondLife, ""));
        return new Roll(number, members);
    }

    @Test
    void configurationAgainDisturbsNothing() {
        try (TestNode alpha = alpha(); TestNode bravo = bravo()) {
            meet(alpha, bravo, Timing.DEFAULT);
            TestNode.await("both paths",
                    () -> alpha.story().stream().filter(line -> line.matches(".*lan[12] ALIVE")).count() == 2);
            int before = alpha.story().size();
            alpha.manager.configure(TestNode.topology("alpha", Timing.DEFAULT, 2, "bravo"));
            alpha.manager.configure(TestNode.topology("alpha", Timing.DEFAULT, 2, "bravo", "charlie"));
            TestNode.pause(300);
            assertTrue(alpha.story().subList(before, alpha.story().size()).stream().noneMatch(line -> line.contains("bravo/")
                    || line.startsWith("bravo")), alpha.story().toString());
        }
    }
}
