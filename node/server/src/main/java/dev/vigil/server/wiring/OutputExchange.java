package dev.vigil.server.wiring;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Function;

import dev.vigil.comm.OutgoingMessage;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;
import dev.vigil.server.kithost.KeptOutput;

/** Asks other nodes what the actions of a resource wrote there, and answers when they ask. Any thread may call; nothing blocks. */
final class OutputExchange {
    private static final String OUTPUT = "output";

    private final PeerQuestions questions;

    /** {@code own} tells what this node has kept. */
    OutputExchange(NodeId self, Function<Tag, List<KeptOutput>> own, BiConsumer<NodeId, OutgoingMessage> tell) {
        this.questions = new PeerQuestions(self, OUTPUT,
                question -> own.apply(new Tag(question.get("tag"))).stream().map(OutputExchange::print).toList(), tell);
    }

    /** Fails with a timeout when the node does not answer in time. */
    CompletionStage<List<KeptOutput>> ask(NodeId node, Tag tag) {
        return questions.ask(node, Map.of("tag", tag.value()))
                .thenApply(
                        lines -> lines.stream().filter(line -> line.verb().equals(OUTPUT)).map(OutputExchange::parse).toList());
    }

    /** False when the message is about something else. Throws {@link IllegalArgumentException} for one that cannot be read. */
    boolean heard(NodeId from, List<Line> lines) {
        return questions.heard(from, lines);
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
