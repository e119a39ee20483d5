package dev.vigil.server.wiring;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.comm.CommPath;
import dev.vigil.comm.Topology;
import dev.vigil.lcd.model.ClusterRow;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.lcd.model.Timing;
import dev.vigil.server.settings.NodeSettings;
import dev.vigil.server.settings.Trouble;

/** The paths of one node and the timing of its cluster, out of the configuration. */
final class TopologyOf {
    private static final Logger LOG = LoggerFactory.getLogger(TopologyOf.class);

    private TopologyOf() {}

    /** A path whose addresses cannot be looked up is left out and said; it would never carry anything. */
    static Topology of(Config config, NodeId self) {
        List<CommPath> paths = new ArrayList<>();
        for (PathRow row : config.paths()) {
            if (row.touches(self)) {
                try {
                    InetSocketAddress local = NodeSettings.resolve("path " + row.path(), row.addressOf(self));
                    InetSocketAddress remote = NodeSettings.resolve("path " + row.path(), row.addressOf(row.peerOf(self)));
                    paths.add(new CommPath(row.path(), row.peerOf(self), local, remote));
                } catch (Trouble | IllegalArgumentException e) {
                    LOG.error("path-unusable path={} reason=\"{}\"", row.path(), e.getMessage());
                }
            }
        }
        return new Topology(paths, config.cluster().map(ClusterRow::timing).orElse(Timing.DEFAULT));
    }
}
