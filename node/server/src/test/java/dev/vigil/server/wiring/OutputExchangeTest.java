package dev.vigil.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.vigil.comm.OutgoingMessage;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;
import dev.vigil.server.kithost.KeptOutput;

import org.junit.jupiter.api.Test;

/** Two ends whose messages are carried by hand. */
class OutputExchangeTest {
    private static final NodeId ALPHA = new NodeId("alpha");
    private static final NodeId BRAVO = new NodeId("bravo");
    private static final NodeId MALLORY = new NodeId("mallory");
    private static final Tag WEB = new Tag("web");
    private static final KeptOutput KEPT = new KeptOutput(WEB, Action.DEEP_CHECK, Instant.parse("2026-01-02T12:00:00.123Z"),
            Duration.ofMillis(1234), "failed: \"it\" exited with 1",
            "line one\nline \"two\"\twith = and \uFFFD and \u65E5\u672C\n");

    private final List<byte[]> toBravo = new ArrayList<>();
    private final List<byte[]> toAlpha = new ArrayList<>();
    private final OutputExchange alpha = new OutputExchange(ALPHA, tag -> List.of(), (to, message) -> carry(toBravo, message));
    private final OutputExchange bravo = new OutputExchange(BRAVO, tag -> tag.equals(WEB) ? List.of(KEPT) : List.of(),
            (to, message) -> carry(toAlpha, message));

    private static void carry(List<byte[]> box, OutgoingMessage message) {
        box.add(message.payload());
    }

    private static List<Line> lines(byte[] payload) {
        return new String(payload, StandardCharsets.UTF_8).lines().map(Line::parse).toList();
    }

    @Test
    void theOtherNodeAnswersWithWhatItKept() throws Exception {
        var answer = alpha.ask(BRAVO, WEB).toCompletableFuture();
        assertTrue(bravo.heard(ALPHA, lines(toBravo.getFirst())));
        assertFalse(answer.isDone());
        assertTrue(alpha.heard(BRAVO, lines(toAlpha.getFirst())));
        assertEquals(List.of(KEPT), answer.get(1, TimeUnit.SECONDS));
    }

    @Test
    void nobodyElseCanAnswerAndAnAnswerThatNobodyWaitsForIsDropped() throws Exception {
        var answer = alpha.ask(BRAVO, WEB).toCompletableFuture();
        bravo.heard(ALPHA, lines(toBravo.getFirst()));
        assertTrue(alpha.heard(MALLORY, lines(toAlpha.getFirst())));
        assertFalse(answer.isDone());
        assertTrue(bravo.heard(ALPHA, lines(toAlpha.getFirst())));
    }

    @Test
    void ownOutputNeedsNoMessage() throws Exception {
        assertEquals(List.of(KEPT), bravo.ask(BRAVO, WEB).toCompletableFuture().get(1, TimeUnit.SECONDS));
        assertEquals(List.of(), toAlpha);
    }

    @Test
    void silenceEndsAndTooManyQuestionsAreRefused() {
        List<CompletableFuture<List<KeptOutput>>> asked = new ArrayList<>();
        for (int number = 0; number < 100; number++) {
            asked.add(alpha.ask(BRAVO, WEB).toCompletableFuture());
        }
        assertTrue(alpha.ask(BRAVO, WEB).toCompletableFuture().isCompletedExceptionally());
        ExecutionException silent = assertThrows(ExecutionException.class, () -> asked.getFirst().get(5, TimeUnit.SECONDS));
        assertTrue(silent.getCause() instanceof TimeoutException);
    }

    @Test
    void messagesOfTheControllerAreLeftToIt() {
        assertFalse(alpha.heard(BRAVO, List.of(Line.of("hello"))));
        assertFalse(alpha.heard(BRAVO, List.of()));
        assertThrows(IllegalArgumentException.class, () -> alpha.heard(BRAVO, List.of(Line.of("output-answer"))));
        assertThrows(IllegalArgumentException.class, () -> alpha.heard(BRAVO, List.of(Line.of("output-ask").with("tag", "a b"))));
    }
}
