package dev.vigil.server.wiring;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.vigil.admin.NodeAdministration.LivenessView;
import dev.vigil.admin.NodeAdministration.PathFigures;
import dev.vigil.admin.NodeAdministration.PeerFigures;
import dev.vigil.comm.CommManager;
import dev.vigil.comm.CommStatistics;
import dev.vigil.comm.heartbeat.PathStatistics;
import dev.vigil.comm.heartbeat.PeerStatistics;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;

/** The newest figures of the communication manager, for people. Refreshed a few times a second. */
final class LivenessWatch {
    private static final LivenessView NOTHING = new LivenessView(Map.of(), Map.of());

    private final CommManager comm;
    private volatile Optional<CommStatistics> statistics = Optional.empty();

    LivenessWatch(CommManager comm) {
        this.comm = comm;
    }

    void refresh() {
        comm.statistics().thenAccept(now -> statistics = Optional.of(now));
    }

    Optional<CommStatistics> statistics() {
        return statistics;
    }

    LivenessView view() {
        return statistics.map(LivenessWatch::view).orElse(NOTHING);
    }

    private static LivenessView view(CommStatistics statistics) {
        Map<NodeId, PeerFigures> peers = new TreeMap<>();
        Map<PathId, PathFigures> paths = new TreeMap<>();
        for (PeerStatistics peer : statistics.peers()) {
            peers.put(peer.peer(), new PeerFigures(peer.health(), peer.incarnation().toString(), false, peer.largestJointSilence()));
            for (PathStatistics path : peer.paths()) {
                paths.put(path.path(), new PathFigures(path.health(),
                        path.roundTrip().isZero() ? Optional.empty() : Optional.of(path.roundTrip()), path.loss(), Duration.ZERO));
            }
        }
        return new LivenessView(peers, paths);
    }
}
