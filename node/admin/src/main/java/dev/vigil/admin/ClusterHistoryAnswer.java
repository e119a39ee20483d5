package dev.vigil.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.protocol.admin.ClockOffset;
import dev.vigil.protocol.admin.ClusterHistory;
import dev.vigil.protocol.admin.ListClusterHistoryRequest;

/** The histories of all nodes as one, from the copies that this node has of those of the others. */
final class ClusterHistoryAnswer {
    private static final int DEFAULT_LIMIT = 200;
    private static final int HIGHEST_LIMIT = 5_000;
    private static final double NANOS_PER_MILLI = 1_000_000;

    private ClusterHistoryAnswer() {}

    static CompletionStage<ClusterHistory> of(NodeAdministration node, ListClusterHistoryRequest q) {
        return node.clocks().thenApply(clocks -> told(node, q, clocks));
    }

    private static ClusterHistory told(NodeAdministration node, ListClusterHistoryRequest q,
            Map<NodeId, NodeAdministration.ClockReading> clocks) {
        ClusterHistory.Builder history = ClusterHistory.newBuilder();
        Predicate<HistoryEntry> wanted = HistoryAnswer.about(q.getTag(), "")
                .and(entry -> q.getNode().isEmpty() || entry.node().value().equals(q.getNode()));
        List<ClusterTimeline.Placed> line = new ClusterTimeline(clocks).merge(node.knownHistory());
        NodeAdministration.ClockReading own = clocks.get(node.self());
        Instant earliest = own == null || q.getLastSeconds() == 0
                ? Instant.MIN
                : own.here().minus(Duration.ofSeconds(Integer.toUnsignedLong(q.getLastSeconds())));
        List<ClusterTimeline.Placed> shown = line.stream().filter(one -> wanted.test(one.entry()))
                .filter(one -> !one.at().isBefore(earliest)).toList();
        int limit = q.getLimit() == 0 ? DEFAULT_LIMIT : Math.clamp(q.getLimit(), 1, HIGHEST_LIMIT);
        shown.subList(Math.max(0, shown.size() - limit), shown.size()).forEach(
                one -> history.addEvents(HistoryAnswer.item(one.entry()).toBuilder().setWallTime(one.at().toString())));
        node.lcd().config().systems().stream().map(SystemRow::node).filter(one -> !one.equals(node.self()))
                .forEach(one -> clock(node, one, clocks, history));
        return history.build();
    }

    private static void clock(NodeAdministration node, NodeId one, Map<NodeId, NodeAdministration.ClockReading> clocks,
            ClusterHistory.Builder history) {
        NodeAdministration.ClockReading clock = clocks.get(one);
        ClockOffset.Builder offset = ClockOffset.newBuilder().setNode(one.value()).setMeasured(clock != null);
        if (clock != null) {
            offset.setAheadMs(ClusterTimeline.ahead(clock).toNanos() / NANOS_PER_MILLI)
                    .setWithinMs(clock.within().toNanos() / NANOS_PER_MILLI);
        }
        history.addClocks(offset);
        NodeAdministration.PeerFigures figures = node.liveness().peers().get(one);
        if (figures == null || figures.health() != PeerHealth.ALIVE) {
            history.addRemarks("Node " + one + " is " + (figures == null ? PeerHealth.UNKNOWN : figures.health())
                    + ": of its events stands here what it told before.");
        }
    }
}
