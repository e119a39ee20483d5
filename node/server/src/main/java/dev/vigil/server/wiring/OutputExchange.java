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
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;
import dev.vigil.server.kithost.KeptOutput;

/**
 * Asks other nodes what the actions of a resource wrote there, and answers when they ask. No decision needs it, so the controller never
 * hears of it. Any thread may call; nothing blocks.
 */
final class OutputExchange {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int MOST_WAITING = 100;
    private static final String ASK = "output-ask";
    private static final String ANSWER = "output-answer";
    private static final String OUTPUT = "output";

    private final NodeId self;
    private final Function<Tag, List<KeptOutput>> own;
    private final BiConsumer<NodeId, OutgoingMessage> tell;
    private final AtomicLong numbers = new AtomicLong(System.nanoTime());
    private final Map<Long, Asked> waiting = new ConcurrentHashMap<>();

    private record Asked(NodeId node, CompletableFuture<List<KeptOutput>> answer) {}

    /** {@code own} tells what this node has kept. */
    OutputExchange(NodeId self, Function<Tag, List<KeptOutput>> own, BiConsumer<NodeId, OutgoingMessage> tell) {
        this.self = self;
        this.own = own;
        this.tell = tell;
    }

    /** Fails with a timeout when the node does not answer in time. */
    CompletionStage<List<KeptOutput>> ask(NodeId node, Tag tag) {
        if (node.equals(self)) {
            return CompletableFuture.completedFuture(own.apply(tag));
        }
        if (waiting.size() >= MOST_WAITING) {
            return CompletableFuture.failedFuture(new IllegalStateException(MOST_WAITING + " questions wait for an answer"));
        }
        long number = numbers.incrementAndGet();
        CompletableFuture<List<KeptOutput>> answer = new CompletableFuture<>();
        waiting.put(number, new Asked(node, answer));
        send(node, List.of(Line.of(ASK).with("number", number).with("tag", tag)));
        return answer.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((outputs, late) -> waiting.remove(number));
    }

    /** False when the message is about something else. Throws {@link IllegalArgumentException} for one that cannot be read. */
    boolean heard(NodeId from, List<Line> lines) {
        if (lines.isEmpty()) {
            return false;
        }
        Line head = lines.getFirst();
        return switch (head.verb()) {
            case ASK -> {
                List<Line> answer = new ArrayList<>(List.of(Line.of(ANSWER).with("number", head.get("number"))));
                own.apply(new Tag(head.get("tag"))).forEach(output -> answer.add(print(output)));
                send(from, answer);
                yield true;
            }
            case ANSWER -> {
                Asked asked = waiting.get(Long.parseLong(head.get("number")));
                if (asked != null && asked.node().equals(from)) {
                    asked.answer().complete(lines.stream().skip(1).filter(line -> line.verb().equals(OUTPUT))
                            .map(OutputExchange::parse).toList());
                }
                yield true;
            }
            default -> false;
        };
    }

    private void send(NodeId to, List<Line> lines) {
        String text = String.join("\n", lines.stream().map(Line::toString).toList());
        tell.accept(to, new OutgoingMessage(text.getBytes(StandardCharsets.UTF_8), Urgency.ORDINARY));
    }

    private static Line print(KeptOutput output) {
        return Line.of(OUTPUT).with("tag", output.tag()).with("action", output.action()).with("began", output.began())
                .with("took-ms", output.took().toMillis()).with("outcome", output.outcome()).with("text", output.text());
    }

    private static KeptOutput parse(Line line) {
        return new KeptOutput(new Tag(line.get("tag")), Action.valueOf(line.get("action")), line.instant("began"),
                Duration.ofMillis(Long.parseLong(line.get("took-ms"))), line.get("outcome"), line.get("text"));
    }
}
