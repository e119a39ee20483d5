package dev.vigil.server.wiring;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import dev.vigil.admin.NodeAdministration.LivenessView;
import dev.vigil.admin.NodeAdministration.PeerFigures;
import dev.vigil.comm.CommStatistics;
import dev.vigil.comm.heartbeat.PathStatistics;
import dev.vigil.comm.heartbeat.PeerStatistics;
import dev.vigil.comm.heartbeat.Summary;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;

/** The newest figures of the communication manager, for people. Refreshed a few times a second. */
final class LivenessWatch {
    private static final LivenessView NOTHING = new LivenessView(Map.of(), Map.of(), Duration.ZERO);

    private final Map<NodeId, Summary> told = new ConcurrentHashMap<>();
    private volatile Optional<CommStatistics> statistics = Optional.empty();

    /** What a peer tells of its state in its heartbeats. */
    void told(NodeId peer, Summary summary) {
        told.put(peer, summary);
    }

    void measured(CommStatistics now) {
        statistics = Optional.of(now);
    }

    Optional<CommStatistics> statistics() {
        return statistics;
    }

    LivenessView view() {
        return statistics.map(this::view).orElse(NOTHING);
    }

    private LivenessView view(CommStatistics statistics) {
        Map<NodeId, PeerFigures> peers = new TreeMap<>();
        Map<PathId, PathStatistics> paths = new TreeMap<>();
        for (PeerStatistics peer : statistics.peers()) {
            peers.put(peer.peer(), new PeerFigures(told.getOrDefault(peer.peer(), Summary.NOTHING).isImpaired(), peer));
            peer.paths().forEach(path -> paths.put(path.path(), path));
        }
        return new LivenessView(peers, paths, statistics.ownStall());
    }
}
