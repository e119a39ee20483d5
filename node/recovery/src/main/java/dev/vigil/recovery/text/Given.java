package dev.vigil.recovery.text;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.Soft;

/**
 * The situation a case begins in: what the database of every node holds, the health of paths and peers as seen from any of them, and
 * what a node besides knows that is not simply settled.
 */
public record Given(LcdState lcd, SortedMap<NodeId, PeerHealth> peers, SortedMap<PathId, PathHealth> paths, List<Line> besides) {
    public Given(LcdState lcd, SortedMap<NodeId, PeerHealth> peers, SortedMap<PathId, PathHealth> paths) {
        this(lcd, peers, paths, List.of());
    }

    public Given {
        besides = List.copyOf(besides);
        peers = Collections.unmodifiableSortedMap(new TreeMap<>(peers));
        paths = Collections.unmodifiableSortedMap(new TreeMap<>(paths));
    }

    public Incarnation incarnationOf(NodeId node) {
        return lcd.status(node).incarnation();
    }

    /** The view of a node that has been up for a while in this situation. */
    public ClusterView view(NodeId self) {
        SortedMap<NodeId, Incarnation> lives = new TreeMap<>();
        lcd.statuses().forEach((node, status) -> lives.put(node, status.incarnation()));
        ClusterView settled = new ClusterView(self, incarnationOf(self), lcd,
                Soft.settled(peersOf(self), lives, Soft.leasesOf(lcd, self)));
        return RestText.apply(settled, besides);
    }

    /** What a reader of the text knows before the first moment. */
    public Scene scene(NodeId self) {
        return RestText.apply(Scene.of(self, lcd), besides);
    }

    /** The peers that {@code self} has paths to, with their health. */
    public SortedMap<NodeId, PeerHealth> peersOf(NodeId self) {
        SortedMap<NodeId, PeerHealth> seen = new TreeMap<>(peers);
        seen.keySet().removeIf(peer -> lcd.config().paths().stream().noneMatch(row -> joins(row, self, peer)));
        return seen;
    }

    /** The paths of {@code self}, with their health. */
    public SortedMap<PathId, PathHealth> pathsOf(NodeId self) {
        SortedMap<PathId, PathHealth> seen = new TreeMap<>(paths);
        seen.keySet()
                .removeIf(path -> lcd.config().paths().stream().noneMatch(row -> row.path().equals(path) && row.touches(self)));
        return seen;
    }

    private static boolean joins(PathRow row, NodeId self, NodeId peer) {
        return row.touches(self) && row.peerOf(self).equals(peer);
    }
}
