package dev.vigil.server.wiring;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

import dev.vigil.admin.NodeAdministration.ClockReading;
import dev.vigil.comm.OutgoingMessage;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.platform.Clock;

/** Measures how the clocks of other nodes stand to the own, by question and answer. For people alone: no decision needs it. */
final class ClockExchange {
    /** Clocks drift apart by no more than one part in so many. */
    private static final long DRIFT = 10_000;

    private final Clock clock;
    private final Incarnation life;
    private final NodeId self;
    private final PeerQuestions questions;
    /** The last of each node; of one that is silent now, the last that it gave. */
    private final Map<NodeId, ClockReading> readings = new ConcurrentHashMap<>();

    ClockExchange(NodeId self, Incarnation life, Clock clock, BiConsumer<NodeId, OutgoingMessage> tell) {
        this.self = self;
        this.life = life;
        this.clock = clock;
        this.questions = new PeerQuestions(self, "clock", question -> List.of(Line.of("clock").with("life", life)
                .with("wall", clock.wallTime()).with("nanos", clock.now().nanos())), tell);
    }

    boolean heard(NodeId from, List<Line> lines) {
        return questions.heard(from, lines);
    }

    /** Asks those that live; completes when each has answered or not. */
    CompletionStage<Map<NodeId, ClockReading>> measure(List<NodeId> living) {
        CompletableFuture<?>[] asked = living.stream().map(node -> measure(node).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(asked).thenApply(done -> {
            Map<NodeId, ClockReading> all = new TreeMap<>(readings);
            Instant here = clock.wallTime();
            all.put(self, new ClockReading(life, here, clock.now(), here, Duration.ZERO));
            return all;
        });
    }

    private CompletionStage<Void> measure(NodeId node) {
        Ticks asked = clock.now();
        return questions.ask(node, Map.of()).handle((lines, trouble) -> {
            if (trouble == null && !lines.isEmpty()) {
                Duration half = clock.now().since(asked).dividedBy(2);
                read(lines.getFirst(), clock.wallTime().minus(half), half, node);
            }
            return null;
        });
    }

    /** A busy machine answers late: an older reading of the same life may still be the better one, for all that clocks drift. */
    private static ClockReading better(ClockReading was, ClockReading fresh) {
        Duration age = Duration.between(was.here(), fresh.here());
        boolean isOfThisLife = was.life().equals(fresh.life()) && !age.isNegative();
        Duration now = was.within().plus(age.dividedBy(DRIFT));
        return isOfThisLife && now.compareTo(fresh.within()) < 0 ? was : fresh;
    }

    private void read(Line line, Instant here, Duration within, NodeId node) {
        try {
            ClockReading fresh = new ClockReading(Incarnation.parse(line.get("life")), Instant.parse(line.get("wall")),
                    new Ticks(Long.parseLong(line.get("nanos"))), here, within);
            readings.merge(node, fresh, ClockExchange::better);
        } catch (IllegalArgumentException | DateTimeException unreadable) {
            readings.remove(node);
        }
    }
}
