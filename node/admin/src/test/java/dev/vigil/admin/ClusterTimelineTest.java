package dev.vigil.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import dev.vigil.admin.NodeAdministration.ClockReading;
import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;

class ClusterTimelineTest {
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");
    private static final NodeId ALPHA = new NodeId("alpha");
    private static final NodeId BRAVO = new NodeId("bravo");

    /** An event that truly happened so many milliseconds after noon, on a node whose clock was ahead by so many. */
    private static HistoryEntry event(NodeId node, long life, long sequence, long trueMillis, long aheadMillis, String note) {
        return new HistoryEntry(node, new Incarnation(life, node.value().length()), sequence,
                NOON.plusMillis(trueMillis + aheadMillis), Ticks.ofMillis(500_000 + trueMillis), Line.parse(note));
    }

    private static ClockReading reading(NodeId node, long life, long trueMillis, long aheadMillis) {
        return new ClockReading(new Incarnation(life, node.value().length()), NOON.plusMillis(trueMillis + aheadMillis),
                Ticks.ofMillis(500_000 + trueMillis), NOON.plusMillis(trueMillis), Duration.ofMillis(1));
    }

    private static List<String> merged(Map<NodeId, ClockReading> clocks, HistoryEntry... entries) {
        List<HistoryEntry> shuffled = new ArrayList<>(List.of(entries));
        Collections.shuffle(shuffled, new Random(entries.length));
        return new ClusterTimeline(clocks).merge(shuffled).stream()
                .map(one -> one.entry().node() + " " + one.entry().note().verb())
                .toList();
    }

    @Test
    void aMeasuredClockIsTakenOut() {
        // Bravo's clock is an hour ahead now, and was two hours ahead when the events of this life were written.
        HistoryEntry begins = event(BRAVO, 3, 7, 100, 7_200_000, "failover-begins unit=web");
        List<HistoryEntry> all = List.of(event(ALPHA, 9, 1, 50, 0, "peer-dead peer=charlie"), begins,
                event(ALPHA, 9, 2, 200, 0, "peer-known peer=bravo"), event(BRAVO, 2, 1, -500, 3_600_000, "node-started"));
        Map<NodeId, ClockReading> clocks = new TreeMap<>(Map.of(ALPHA, reading(ALPHA, 9, 1_000, 0), BRAVO,
                reading(BRAVO, 3, 1_000, 3_600_000)));
        assertEquals(List.of("bravo node-started", "alpha peer-dead", "bravo failover-begins", "alpha peer-known"),
                merged(clocks, all.toArray(HistoryEntry[]::new)));
        assertEquals(NOON.plusMillis(100), new ClusterTimeline(clocks).placed(begins).at());
        assertEquals(Duration.ofHours(1), ClusterTimeline.ahead(reading(BRAVO, 3, 1_000, 3_600_000)));
    }

    @Test
    void aCauseStandsBeforeItsEffectWhateverTheClocksSay() {
        // Nothing was measured, and bravo's clock is five seconds behind.
        assertEquals(List.of("alpha out-of-service", "alpha handed-over", "bravo epoch-taken", "bravo in-service", "alpha idle"),
                merged(new TreeMap<>(), event(ALPHA, 1, 1, 100, 0, "out-of-service unit=web"),
                        event(ALPHA, 1, 2, 101, 0, "handed-over unit=web epoch=7 to=bravo"),
                        event(BRAVO, 1, 1, 105, -5_000, "epoch-taken unit=web epoch=8"),
                        event(BRAVO, 1, 2, 300, -5_000, "in-service unit=web"), event(ALPHA, 1, 3, 400, 0, "idle")));
        assertEquals(List.of("alpha epoch-taken", "bravo yields"),
                merged(new TreeMap<>(), event(BRAVO, 1, 1, 200, -5_000, "yields unit=web to=alpha their-epoch=9"),
                        event(ALPHA, 1, 1, 100, 0, "epoch-taken unit=web epoch=9")));
        assertEquals(List.of("alpha config-committed", "bravo config-adopted"),
                merged(new TreeMap<>(), event(BRAVO, 1, 1, 200, -5_000, "config-adopted from=alpha number=4"),
                        event(ALPHA, 1, 1, 100, 0, "config-committed number=4")));
        assertEquals(List.of("bravo take-over-refused", "alpha taken-back"),
                merged(new TreeMap<>(), event(BRAVO, 1, 1, 100, 5_000, "take-over-refused unit=web from=alpha reason=full"),
                        event(ALPHA, 1, 1, 110, 0, "taken-back unit=web reason=full")));
    }

    @Test
    void eachNodesOwnOrderIsKeptWhenItsClockWasSetBack() {
        assertEquals(List.of("alpha one", "alpha two", "alpha three"),
                merged(new TreeMap<>(), event(ALPHA, 1, 1, 0, 9_000, "one"), event(ALPHA, 1, 2, 10, 0, "two"),
                        event(ALPHA, 2, 1, 20, -9_000, "three")));
    }

    @Test
    void eventsThatWaitForEachOtherAreToldAllTheSame() {
        assertEquals(4, merged(new TreeMap<>(), event(ALPHA, 1, 1, 0, 0, "epoch-taken unit=a epoch=3"),
                event(ALPHA, 1, 2, 1, 0, "handed-over unit=b epoch=5 to=bravo"),
                event(BRAVO, 1, 1, 0, 0, "epoch-taken unit=b epoch=6"),
                event(BRAVO, 1, 2, 1, 0, "handed-over unit=a epoch=2 to=alpha")).size());
    }
}
