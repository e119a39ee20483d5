package dev.vigil.comm;

import dev.vigil.comm.heartbeat.HeartbeatMachine;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Timing;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All paths of this node, how often and how long, and who belongs to the cluster; a peer is whoever a path leads to. */
public record Topology(List<CommPath> paths, Timing timing, Roll roll) {

    public static final int MAX_PATHS = 256;
    public static final int MAX_PATHS_PER_PEER = HeartbeatMachine.MAX_PATHS_PER_PEER;

    /** Where nobody is turned away. */
    public Topology(List<CommPath> paths, Timing timing) {
        this(paths, timing, Roll.UNKNOWN);
    }

    public Topology {
        paths = List.copyOf(paths);
        if (paths.size() > MAX_PATHS) {
            throw new IllegalArgumentException(paths.size() + " paths are more than " + MAX_PATHS);
        }
        long different = paths.stream().map(CommPath::id).distinct().count();
        if (different != paths.size()) {
            throw new IllegalArgumentException("two paths have the same name");
        }
        Map<NodeId, Integer> perPeer = new TreeMap<>();
        paths.forEach(path -> perPeer.merge(path.peer(), 1, Integer::sum));
        perPeer.forEach((peer, count) -> {
            if (count > MAX_PATHS_PER_PEER) {
                throw new IllegalArgumentException(count + " paths to " + peer + " are more than " + MAX_PATHS_PER_PEER);
            }
        });
    }
}
