package dev.vigil.server.wiring;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;

import dev.vigil.comm.OutgoingMessage;
import dev.vigil.comm.Urgency;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;

/**
 * Asks other nodes about one matter, and answers when they ask. No decision needs it, so the controller never hears of it. Any thread
 * may call; nothing blocks.
 */
final class PeerQuestions {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MOST_WAITING = 100;
    private static final String NUMBER = "number";

    private final NodeId self;
    private final String ask;
    private final String answer;
    private final Function<Line, List<Line>> own;
    private final BiConsumer<NodeId, OutgoingMessage> tell;
    private final AtomicLong numbers = new AtomicLong(System.nanoTime());
    private final Map<Long, Asked> waiting = new ConcurrentHashMap<>();

    private record Asked(NodeId node, CompletableFuture<List<Line>> answer) {}

    /** {@code own} answers here what others ask; it throws {@link IllegalArgumentException} for a question that cannot be read. */
    PeerQuestions(NodeId self, String matter, Function<Line, List<Line>> own, BiConsumer<NodeId, OutgoingMessage> tell) {
        this.self = self;
        this.ask = matter + "-ask";
        this.answer = matter + "-answer";
        this.own = own;
        this.tell = tell;
    }

    /** The fields of {@code question} are what is asked. Fails with a timeout when the node does not answer in time. */
    CompletionStage<List<Line>> ask(NodeId node, Map<String, String> question) {
        Line line = Line.of(ask).withAll(question);
        if (node.equals(self)) {
            return CompletableFuture.completedFuture(own.apply(line));
        }
        if (waiting.size() >= MOST_WAITING) {
            return CompletableFuture.failedFuture(new IllegalStateException(MOST_WAITING + " questions wait for an answer"));
        }
        long number = numbers.incrementAndGet();
        CompletableFuture<List<Line>> found = new CompletableFuture<>();
        waiting.put(number, new Asked(node, found));
        send(tell, node, List.of(line.with(NUMBER, number)));
        return found.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((lines, late) -> waiting.remove(number));
    }

    /** False when the message is about something else. Throws {@link IllegalArgumentException} for one that cannot be read. */
    boolean heard(NodeId from, List<Line> lines) {
        if (lines.isEmpty()) {
            return false;
        }
        Line head = lines.getFirst();
        if (head.verb().equals(ask)) {
            List<Line> told = new ArrayList<>(List.of(Line.of(answer).with(NUMBER, head.get(NUMBER))));
            told.addAll(own.apply(head));
            send(tell, from, told);
            return true;
        }
        if (head.verb().equals(answer)) {
            Asked asked = waiting.get(Long.parseLong(head.get(NUMBER)));
            if (asked != null && asked.node().equals(from)) {
                asked.answer().complete(lines.subList(1, lines.size()));
            }
            return true;
        }
        return false;
    }

    static void send(BiConsumer<NodeId, OutgoingMessage> tell, NodeId to, List<Line> lines) {
        String text = String.join("\n", lines.stream().map(Line::toString).toList());
        tell.accept(to, new OutgoingMessage(text.getBytes(StandardCharsets.UTF_8), Urgency.ORDINARY));
    }
}
