package dev.vigil.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import dev.vigil.comm.CommStatistics;
import dev.vigil.comm.heartbeat.DetectionFigures;
import dev.vigil.comm.heartbeat.DetectionReason;
import dev.vigil.comm.heartbeat.LivenessEvent;
import dev.vigil.comm.heartbeat.NodeVersion;
import dev.vigil.comm.heartbeat.Opaque;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.comm.heartbeat.PeerStatistics;
import dev.vigil.comm.heartbeat.Summary;
import dev.vigil.lcd.model.ClusterRow;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.platform.Platform;
import dev.vigil.lcd.model.Timing;
import dev.vigil.recovery.ConfigHash;

/** What nodes tell each other of their state, on both sides: what is sent, and what a person is shown of it. */
class LivenessWatchTest {
    private static final NodeId BRAVO = new NodeId("bravo");
    private static final Incarnation LIFE = new Incarnation(3, 7);

    private static final DetectionFigures NOT_MEASURED = new DetectionFigures(Duration.ofMillis(500), Duration.ofMillis(500),
            DetectionReason.USUAL, Duration.ZERO, true, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    private final LivenessWatch watch = new LivenessWatch();

    @Test
    void aPeerThatSaysItIsImpairedIsShownSo() {
        watch.measured(new CommStatistics(Duration.ZERO, 0, 0, Map.of(), 0,
                List.of(new PeerStatistics(BRAVO, PeerHealth.ALIVE, LIFE, Duration.ZERO, Duration.ZERO, NOT_MEASURED, 0,
                        Optional.of(NodeVersion.UNTOLD), List.of())),
                Map.of(),
                Map.of()));
        CommBridge bridge = new CommBridge(event -> {}, watch::told, (from, lines) -> false, Platform.current().scheduling(),
                NodeVersion.UNTOLD, (from, life, letter) -> {});
        assertFalse(watch.view().peers().get(BRAVO).isImpaired());
        bridge.liveness(new LivenessEvent.SummarySeen(BRAVO, LIFE, summary(true)), Ticks.ZERO);
        assertTrue(watch.view().peers().get(BRAVO).isImpaired());
        bridge.liveness(new LivenessEvent.SummarySeen(BRAVO, LIFE, summary(false)), Ticks.ZERO);
        assertFalse(watch.view().peers().get(BRAVO).isImpaired());
    }

    private static Summary summary(boolean isImpaired) {
        return new Summary(1, 0, Revision.ZERO, isImpaired, Opaque.NONE);
    }

    @Test
    void theSummaryTellsConfigurationsOfOneNumberApart() {
        SummaryOf summaries = new SummaryOf(BRAVO);
        LcdState one = stateWith("one");
        LcdState other = stateWith("other");
        assertEquals(ConfigHash.of(one.config()), summaries.of(one, false).configHash());
        assertEquals(ConfigHash.of(other.config()), summaries.of(other, false).configHash());
        assertNotEquals(summaries.of(one, false).configHash(), summaries.of(other, false).configHash());
        assertEquals(summaries.of(one, false).configNumber(), summaries.of(other, false).configNumber());
        assertTrue(summaries.of(one, true).isImpaired());
    }

    private static LcdState stateWith(String cluster) {
        return LcdState.EMPTY.apply(
                new Entry.ConfigReplaced(Config.of(Revision.ZERO.next(), List.of(new ClusterRow(cluster, Timing.DEFAULT)))));
    }
}
