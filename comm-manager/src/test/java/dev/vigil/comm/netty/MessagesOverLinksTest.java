package dev.vigil.comm.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.comm.OutgoingMessage;
import dev.vigil.comm.Urgency;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Timing;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MessagesOverLinksTest {
    private final TestTrust trust = new TestTrust();
    private final LossyWire fromAlpha = new LossyWire();
    private final LossyWire fromBravo = new LossyWire();

    private TestNode alpha() {
        TestNode alpha = new TestNode("alpha", 1, trust, TestNode.KEY, fromAlpha);
        alpha.manager.configure(TestNode.topology("alpha", Timing.DEFAULT, 2, "bravo"));
        return alpha;
    }

    private TestNode bravo(long life) {
        TestNode bravo = new TestNode("bravo", life, trust, TestNode.KEY, fromBravo);
        bravo.manager.configure(TestNode.topology("bravo", Timing.DEFAULT, 2, "alpha"));
        return bravo;
    }

    private static void met(TestNode alpha, TestNode bravo) {
        TestNode.await("links", () -> alpha.messages().contains("reset bravo") && bravo.messages().contains("reset alpha")
                && alpha.statistics().carriers().size() == 1 && bravo.statistics().carriers().size() == 1);
    }

    private static List<String> numbers(String from, int first, int last) {
        List<String> all = new ArrayList<>();
        for (int i = first; i <= last; i++) {
            all.add(from + " " + i);
        }
        return all;
    }

    private static List<String> heard(TestNode node) {
        return node.messages().stream().filter(line -> !line.startsWith("reset")).toList();
    }

    @Test
    void bothUrgenciesArriveInOneOrderInBothDirections() {
        try (TestNode alpha = alpha(); TestNode bravo = bravo(1)) {
            met(alpha, bravo);
            for (int i = 1; i <= 500; i++) {
                alpha.tell("bravo", Integer.toString(i), i % 3 == 0 ? Urgency.URGENT : Urgency.ORDINARY);
                bravo.tell("alpha", Integer.toString(i), i % 7 == 0 ? Urgency.URGENT : Urgency.ORDINARY);
            }
            TestNode.await("all", () -> heard(bravo).size() == 500 && heard(alpha).size() == 500);
            assertEquals(numbers("alpha/1", 1, 500), heard(bravo));
            assertEquals(numbers("bravo/1", 1, 500), heard(alpha));
            TestNode.await("acknowledged", () -> alpha.statistics().waiting().get(bravo.id) == 0);
        }
    }

    @Test
    void orderHoldsAcrossTheDeathOfThePathThatCarries() {
        try (TestNode alpha = alpha(); TestNode bravo = bravo(1)) {
            met(alpha, bravo);
            String carrier = alpha.statistics().carriers().get(bravo.id).value();
            for (int i = 1; i <= 300; i++) {
                if (i == 100) {
                    fromAlpha.cut.add(carrier);
                    fromBravo.cut.add(carrier);
                }
                alpha.tell("bravo", Integer.toString(i), Urgency.ORDINARY);
                TestNode.pause(1);
            }
            TestNode.await("all over the other path", () -> heard(bravo).size() == 300);
            assertEquals(numbers("alpha/1", 1, 300), heard(bravo));
            assertTrue(!alpha.statistics().carriers().get(bravo.id).value().equals(carrier));
            assertEquals(1, bravo.messages().stream().filter("reset alpha"::equals).count());
            fromAlpha.cut.clear();
            fromBravo.cut.clear();
            TestNode.await("connected again over both", () -> alpha.story().getLast().equals(carrier + " ALIVE"));
        }
    }

    @Test
    void urgentMessagesNeedNoConnectionAndStandLoss() {
        try (TestNode alpha = alpha(); TestNode bravo = bravo(1)) {
            met(alpha, bravo);
            for (String path : List.of("alpha-bravo/lan1", "alpha-bravo/lan2")) {
                fromAlpha.cut.add(path + " STREAM");
            }
            fromAlpha.loss = 0.3;
            fromBravo.loss = 0.3;
            long began = System.nanoTime();
            for (int i = 1; i <= 50; i++) {
                alpha.tell("bravo", Integer.toString(i), Urgency.URGENT);
            }
            TestNode.await("all", () -> heard(bravo).size() == 50);
            System.out.printf("50 urgent messages under 30 %% loss took %.1f ms%n", (System.nanoTime() - began) / 1e6);
            assertEquals(numbers("alpha/1", 1, 50), heard(bravo));
        }
    }

    @Test
    void aConnectionThatSwallowsEverythingIsGivenUpThoughItsPathLives() {
        try (TestNode alpha = alpha(); TestNode bravo = bravo(1)) {
            met(alpha, bravo);
            fromAlpha.cut.add(alpha.statistics().carriers().get(bravo.id).value() + " STREAM");
            alpha.tell("bravo", "1", Urgency.ORDINARY);
            TestNode.await("over the other path", () -> heard(bravo).equals(List.of("alpha/1 1")));
            assertEquals(PeerHealth.ALIVE, alpha.health("bravo"));
        }
    }

    @Test
    void theLongestMessageArrives() {
        try (TestNode alpha = alpha(); TestNode bravo = bravo(1)) {
            met(alpha, bravo);
            byte[] long1 = new byte[OutgoingMessage.MAX_BYTES];
            alpha.manager.tell(bravo.id, new OutgoingMessage(long1, Urgency.ORDINARY));
            alpha.tell("bravo", "after", Urgency.ORDINARY);
            TestNode.await("both", () -> heard(bravo).equals(List.of("alpha/1 bytes " + long1.length, "alpha/1 after")));
            assertTrue(alpha.story().stream().noneMatch(line -> line.equals("bravo DEAD")));
        }
    }

    @Test
    void aRestartedPeerBeginsTheLinkAnewOnBothSides() {
        try (TestNode alpha = alpha()) {
            try (TestNode bravo = bravo(1)) {
                met(alpha, bravo);
                alpha.tell("bravo", "to the first life", Urgency.ORDINARY);
                TestNode.await("heard", () -> heard(bravo).size() == 1);
            }
            alpha.tell("bravo", "to nobody", Urgency.URGENT);
            try (TestNode bravo = bravo(2)) {
                TestNode.await("two resets", () -> alpha.messages().stream().filter("reset bravo"::equals).count() == 2);
                alpha.tell("bravo", "to the second life", Urgency.URGENT);
                bravo.manager.tell(alpha.id, new OutgoingMessage(new byte[]{'x'}, Urgency.ORDINARY));
                TestNode.await("heard", () -> heard(bravo).size() == 1);
                assertEquals(List.of("reset alpha", "alpha/1 to the second life"), bravo.messages());
            }
        }
    }

    @Test
    void aFullQueueIsTold() {
        try (TestNode alpha = alpha(); TestNode bravo = bravo(1)) {
            met(alpha, bravo);
            for (String path : List.of("alpha-bravo/lan1", "alpha-bravo/lan2")) {
                fromAlpha.cut.add(path);
                fromBravo.cut.add(path);
            }
            TestNode.await("dead", () -> alpha.health("bravo") == PeerHealth.DEAD);
            for (int i = 0; i < 10_001; i++) {
                alpha.tell("bravo", "lost", Urgency.ORDINARY);
            }
            TestNode.await("told", () -> alpha.messages().stream().filter("reset bravo"::equals).count() == 2);
            fromAlpha.cut.clear();
            fromBravo.cut.clear();
            alpha.tell("bravo", "after the reset", Urgency.ORDINARY);
            TestNode.await("heard", () -> heard(bravo).equals(List.of("alpha/1 after the reset")));
        }
    }

    @Test
    void aNodeOfAnotherAuthorityIsNotConnected() {
        try (TestNode alpha = alpha(); TestNode bravo = new TestNode("bravo", 1, new TestTrust())) {
            bravo.manager.configure(TestNode.topology("bravo", Timing.DEFAULT, 2, "alpha"));
            TestNode.await("heartbeats pass", () -> alpha.health("bravo") == PeerHealth.ALIVE);
            TestNode.pause(500);
            assertEquals(java.util.Map.of(), alpha.statistics().carriers());
        }
    }

    @Test
    void garbageOnTheTcpPortIsRefusedAndHarmsNothing() throws IOException {
        try (TestNode alpha = alpha(); TestNode bravo = bravo(1)) {
            met(alpha, bravo);
            SplittableRandom random = new SplittableRandom(9);
            for (int i = 0; i < 30; i++) {
                try (Socket socket = new Socket()) {
                    socket.connect(TestNode.address("bravo", 1), 1000);
                    byte[] garbage = new byte[1 + random.nextInt(5000)];
                    random.nextBytes(garbage);
                    socket.getOutputStream().write(garbage);
                    socket.setSoTimeout(6000);
                    socket.getInputStream().readAllBytes();
                } catch (java.net.SocketException reset) {
                    assertTrue(reset.getMessage().matches("(?i).*(reset|broken|abort).*"), reset.toString());
                }
            }
            alpha.tell("bravo", "still here", Urgency.ORDINARY);
            TestNode.await("heard", () -> heard(bravo).size() == 1);
        }
    }
}
