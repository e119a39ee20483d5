package dev.vigil.comm.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.comm.Urgency;
import dev.vigil.comm.heartbeat.NodeVersion;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Timing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nodes of two versions: of one major they exchange all, of two majors each only learns that the other lives. */
class VersionsTest {
    private final TestTrust trust = new TestTrust();

    private TestNode node(String name, String peer, NodeVersion version) {
        TestNode node = new TestNode(name, version, trust);
        node.manager.configure(TestNode.topology(name, Timing.DEFAULT, 1, peer));
        return node;
    }

    private static boolean hear(TestNode alpha, TestNode bravo) {
        return alpha.health("bravo") == PeerHealth.ALIVE && bravo.health("alpha") == PeerHealth.ALIVE;
    }

    @Test
    void aNewerMinorIsToldAndUnderstood() {
        NodeVersion newer = new NodeVersion(1, 7, "9.9");
        try (TestNode alpha = node("alpha", "bravo", TestNode.VERSION); TestNode bravo = node("bravo", "alpha", newer)) {
            TestNode.await("both hear", () -> hear(alpha, bravo) && alpha.messages().contains("reset bravo"));
            assertEquals(Optional.of(newer), alpha.statistics().peers().getFirst().version());
            assertEquals(Optional.of(TestNode.VERSION), bravo.statistics().peers().getFirst().version());
            TestNode.await("links", () -> bravo.messages().contains("reset alpha") && !alpha.statistics().carriers().isEmpty());
            alpha.tell("bravo", "one", Urgency.URGENT);
            alpha.tell("bravo", "two", Urgency.ORDINARY);
            TestNode.await("messages", () -> bravo.messages().containsAll(List.of("alpha/1 one", "alpha/1 two")));
            assertEquals(1, alpha.story().stream().filter("bravo speaks 1.7"::equals).count());
        }
    }

    @Test
    void anotherMajorLivesAndSaysNothing() {
        NodeVersion other = new NodeVersion(TestNode.VERSION.major() + 1, 0, "");
        try (TestNode alpha = node("alpha", "bravo", TestNode.VERSION); TestNode bravo = node("bravo", "alpha", other)) {
            TestNode.await("both hear", () -> hear(alpha, bravo));
            for (int beat = 0; beat < 20; beat++) {
                alpha.tell("bravo", "urgent", Urgency.URGENT);
                bravo.tell("alpha", "ordinary", Urgency.ORDINARY);
                TestNode.pause(50);
            }
            assertTrue(hear(alpha, bravo));
            assertEquals(List.of(), alpha.messages());
            assertEquals(List.of(), bravo.messages());
            assertEquals(0, alpha.statistics().waiting().getOrDefault(new NodeId("bravo"), 0));
            assertTrue(alpha.statistics().carriers().isEmpty());
            assertTrue(alpha.story().contains("bravo speaks " + other.protocol()), alpha.story().toString());
        }
    }
}
