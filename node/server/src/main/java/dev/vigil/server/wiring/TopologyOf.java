package dev.vigil.server.wiring;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.comm.CommPath;
import dev.vigil.comm.Roll;
import dev.vigil.comm.Topology;
import dev.vigil.lcd.model.ClusterRow;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.lcd.model.Timing;
import dev.vigil.recovery.Departures;
import dev.vigil.server.settings.NodeSettings;
import dev.vigil.server.settings.Trouble;

/** The paths of one node, the timing of its cluster and who belongs to it, out of the configuration. */
final class TopologyOf {
    private static final Logger LOG = LoggerFactory.getLogger(TopologyOf.class);

    private TopologyOf() {}

    /**
     * A path whose addresses cannot be looked up is left out and said; it would never carry anything. A node that has left the cluster
     * speaks to nobody.
     */
    static Topology of(LcdState lcd, NodeId self) {
        return new Topology(Departures.of(lcd, self).isPresent() ? List.of() : paths(lcd.config(), self), timing(lcd.config()),
                roll(lcd.config()));
    }

    /**
     * The same with the paths to nodes that {@code before} named and the configuration does not: what was said to them last has to
     * arrive.
     */
    static Topology lingering(LcdState lcd, Config before, NodeId self) {
        Topology now = of(lcd, self);
        List<CommPath> paths = new ArrayList<>(now.paths());
        paths(before, self).stream().filter(path -> lcd.config().system(path.peer()).isEmpty())
                .filter(path -> now.paths().stream().noneMatch(other -> other.id().equals(path.id()))).forEach(paths::add);
        SortedMap<NodeId, Roll.Member> members = new TreeMap<>(roll(before).members());
        members.putAll(now.roll().members());
        return new Topology(paths, now.timing(), new Roll(now.roll().number(), members));
    }

    /** Whether somebody has left from one configuration to the next. */
    static boolean isAnyGone(Config before, Config next) {
        return before.systems().stream().anyMatch(system -> next.system(system.node()).isEmpty());
    }

    private static List<CommPath> paths(Config config, NodeId self) {
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
        return paths;
    }

    private static Timing timing(Config config) {
        return config.cluster().map(ClusterRow::timing).orElse(Timing.DEFAULT);
    }

    private static Roll roll(Config config) {
        SortedMap<NodeId, Roll.Member> members = new TreeMap<>();
        for (SystemRow row : config.systems()) {
            members.put(row.node(), new Roll.Member(row.machine().firstLife(), row.machine().key()));
        }
        return new Roll(config.number().value(), members);
    }
}
