package dev.vigil.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

/** What a person is told while a change takes its time. */
final class ProgressTest {
    private static final String CALM = "OSU\", \"running\": \"";

    private static String status(String web, String spool) {
        return """
                {"resources": [
                  {"tag": "web", "unit": "web", "instances": [{"node": "bravo", "state": "%s"}]},
                  {"tag": "spool", "unit": "spool", "instances": [{"node": "bravo", "state": "%s"}]}]}""".formatted(web, spool);
    }

    /** A node that answers a change as soon as its statuses are used up, and looks. */
    private static final class SlowNode implements Administration {
        private final Deque<String> statuses;
        private final CountDownLatch shown = new CountDownLatch(1);

        SlowNode(String... statuses) {
            this.statuses = new ArrayDeque<>(Arrays.asList(statuses));
        }

        @Override
        public JsonObject get(String path, Map<String, ?> parameters) {
            assertEquals("/v1/status", path);
            String next = statuses.poll();
            if (next == null) {
                shown.countDown();
                throw Failure.unreachable("The node does not answer.", "");
            }
            return parsed(next);
        }

        @Override
        public JsonObject post(String path, Map<String, ?> message) {
            try {
                assertTrue(shown.await(20, TimeUnit.SECONDS), "nobody looked at the status");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return parsed("{\"sentences\": [\"web is in service\"]}");
        }

        private static JsonObject parsed(String text) {
            try {
                return JsonObject.parse(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Session typed(Terminal.Beat beat, Administration node, String... arguments) {
        return Session.at(new Terminal(Optional.of(question -> "y"), beat), node, arguments);
    }

    @Test
    void actionsAndNewStatesOfTheHierarchyAreTold() {
        SlowNode node = new SlowNode(status(CALM, CALM), status("OSU\", \"running\": \"restore, 1.1 s", CALM),
                status("OSU\", \"running\": \"restore, 2.1 s", "OSF"), status("ISP\", \"running\": \"quickCheck, 0.1 s", "OSF"));
        Session session = typed(() -> true, node, "resource", "in-service", "web", "bravo");
        assertEquals(List.of("web on bravo: restore, 1.1 s", "web on bravo: ISP"), session.err());
        assertEquals(List.of("web is in service"), session.out());
    }

    @Test
    void whatTakesLongIsToldAgain() {
        String[] slow = new String[10];
        Arrays.setAll(slow, second -> status("OSU\", \"running\": \"restore, %d.0 s".formatted(second + 1), CALM));
        Session session = typed(() -> true, new SlowNode(slow), "switchover", "web");
        assertEquals(List.of("web on bravo: restore, 1.0 s", "web on bravo: restore, 10.0 s"), session.err());
    }

    @Test
    void aProgramIsToldNothing() {
        RecordedAdministration node = new RecordedAdministration("{\"sentences\": [\"done\"]}");
        assertEquals(List.of(), Session.recorded(node, "switchover", "web").err());
        assertEquals(List.of(), typed(() -> true, node, "--json", "switchover", "web").err());
        assertEquals(2, node.asked.size(), "nobody asked for the status");
    }

    @Test
    void whatIsDoneWithinABeatIsNotCommented() {
        RecordedAdministration node = new RecordedAdministration("{\"sentences\": [\"done\"]}");
        assertEquals(List.of(), typed(() -> false, node, "switchover", "web").err());
        assertEquals(1, node.asked.size());
    }
}
