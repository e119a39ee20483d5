package dev.vigil.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.vigil.admin.NodeAdministration.ClockReading;
import dev.vigil.comm.OutgoingMessage;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.platform.Clock;

/** Two nodes with clocks that stand until they are moved, and whose messages are carried by hand. */
class ClockExchangeTest {
    private static final NodeId ALPHA = new NodeId("alpha");
    private static final NodeId BRAVO = new NodeId("bravo");
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final long AHEAD_MILLIS = 5_000;

    private final ArrayDeque<List<Line>> toAlpha = new ArrayDeque<>();
    private final ArrayDeque<List<Line>> toBravo = new ArrayDeque<>();
    private long millis;
    private final ClockExchange alpha = new ClockExchange(ALPHA, new Incarnation(1, 1), clock(0),
            (to, message) -> toBravo.add(lines(message)));
    private final ClockExchange bravo = new ClockExchange(BRAVO, new Incarnation(4, 4), clock(AHEAD_MILLIS),
            (to, message) -> toAlpha.add(lines(message)));

    private Clock clock(long aheadMillis) {
        return new Clock() {
            @Override
            public Ticks now() {
                return Ticks.ofMillis(millis + 77_000);
            }

            @Override
            public long machineNanos(Ticks moment) {
                return moment.nanos();
            }

            @Override
            public Instant wallTime() {
                return NOON.plusMillis(millis + aheadMillis);
            }
        };
    }

    private static List<Line> lines(OutgoingMessage message) {
        return new String(message.payload(), StandardCharsets.UTF_8).lines().map(Line::parse).toList();
    }

    /** One question and its answer, each so long under way. */
    private Map<NodeId, ClockReading> measured(long wayMillis) throws Exception {
        var answer = alpha.measure(List.of(BRAVO)).toCompletableFuture();
        millis += wayMillis;
        assertTrue(bravo.heard(ALPHA, toBravo.remove()));
        millis += wayMillis;
        assertTrue(alpha.heard(BRAVO, toAlpha.remove()));
        return answer.get(5, TimeUnit.SECONDS);
    }

    @Test
    void theDifferenceIsMeasuredWithinHalfARoundTrip() throws Exception {
        ClockReading reading = measured(10).get(BRAVO);
        assertEquals(Duration.ofMillis(10), reading.within());
        assertEquals(Duration.ofMillis(AHEAD_MILLIS), Duration.between(reading.here(), reading.wall()));
        assertEquals(new Incarnation(4, 4), reading.life());
    }

    @Test
    void aSlowAnswerDoesNotTakeThePlaceOfAGoodOne() throws Exception {
        measured(2);
        assertEquals(Duration.ofMillis(2), measured(400).get(BRAVO).within());
        millis += Duration.ofHours(3).toMillis();
        assertEquals(Duration.ofMillis(400), measured(400).get(BRAVO).within());
    }

    @Test
    void whoIsSilentKeepsItsLastReading() throws Exception {
        measured(1);
        Map<NodeId, ClockReading> later = alpha.measure(List.of()).toCompletableFuture().get(5, TimeUnit.SECONDS);
        assertEquals(List.of(ALPHA, BRAVO), List.copyOf(later.keySet()));
        assertEquals(Duration.ZERO, later.get(ALPHA).within());
        assertFalse(alpha.heard(BRAVO, List.of(Line.of("hello"))));
    }
}
