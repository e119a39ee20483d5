package dev.vigil.server.notify;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.notify.notice.Area;
import dev.vigil.notify.notice.Severity;

/** Which alarms stand in the cluster as this node sees it: about nodes, paths, storage and certificates here, resources beside it. */
final class Alarms {
    private static final long CERTIFICATE_WARNING_DAYS = 30;
    private static final long CERTIFICATE_ERROR_DAYS = 7;

    private Alarms() {}

    static List<StandingAlarm> of(Sight sight) {
        List<StandingAlarm> alarms = new ArrayList<>();
        sight.lcd().config().systems().stream().map(SystemRow::node).filter(node -> !node.equals(sight.self()))
                .forEach(node -> node(sight, node, alarms));
        sight.lcd().config().paths().stream().filter(path -> path.touches(sight.self()))
                .forEach(path -> path(sight, path, alarms));
        self(sight, alarms);
        certificate(sight, alarms);
        ResourceAlarms.add(sight, alarms);
        return alarms;
    }

    /** All nodes but one, in their order: every one of them sees it. */
    private static List<NodeId> others(Sight sight, NodeId node) {
        return sight.lcd().config().systems().stream().map(SystemRow::node).filter(other -> !other.equals(node)).sorted()
                .toList();
    }

    private static void node(Sight sight, NodeId node, List<StandingAlarm> alarms) {
        PeerHealth health = sight.healthOf(node);
        if (health == PeerHealth.ALIVE) {
            return;
        }
        boolean isDeaf = health == PeerHealth.DEAF;
        alarms.add(new StandingAlarm((isDeaf ? "deaf " : "node ") + node,
                new StandingAlarm.Kind(isDeaf ? "node-deaf" : "node-down", Area.NODE, Severity.ERROR),
                new StandingAlarm.Subject(node, "", ""),
                isDeaf
                        ? new StandingAlarm.Words("Node " + node + " is heard but does not hear the others.",
                                "One direction of all its paths is cut: look at firewalls and switches.")
                        : new StandingAlarm.Words("Node " + node + " is silent on every path.",
                                "Look at the machine; vigil history tells what the others took over."),
                new StandingAlarm.Telling(Duration.ZERO, others(sight, node))));
    }

    /** The paths of a dead node are no news beside it. */
    private static void path(Sight sight, PathRow path, List<StandingAlarm> alarms) {
        NodeId peer = path.peerOf(sight.self());
        var figures = sight.liveness().paths().get(path.path());
        if (figures == null || figures.health() != PathHealth.SILENT || sight.healthOf(peer) != PeerHealth.ALIVE) {
            return;
        }
        alarms.add(new StandingAlarm("path " + path.path(),
                new StandingAlarm.Kind("path-down", Area.PATH, Severity.WARNING),
                new StandingAlarm.Subject(sight.self(), "", ""),
                new StandingAlarm.Words("Path " + path.path() + " between " + path.first() + " and " + path.second()
                        + " is silent; another one carries the heartbeats.",
                        "Mend this network while the other path lives."),
                new StandingAlarm.Telling(Duration.ofSeconds(2),
                        List.of(path.first(), path.second()).stream().sorted().toList())));
    }

    private static void self(Sight sight, List<StandingAlarm> alarms) {
        sight.inside().storageFailure().ifPresent(why -> alarms.add(own(sight, "storage", new StandingAlarm.Kind("storage-down",
                Area.STORAGE, Severity.CRITICAL),
                new StandingAlarm.Words("Node " + sight.self() + " can store nothing: " + why,
                        "Free or mend the disk of its home folder. Until then it takes nothing over."))));
        sight.inside().impairment().ifPresent(why -> alarms.add(own(sight, "impaired", new StandingAlarm.Kind("node-impaired",
                Area.NODE, Severity.CRITICAL),
                new StandingAlarm.Words("Node " + sight.self() + " is impaired and decides nothing: " + why,
                        "Keep its log, then restart the node."))));
    }

    private static void certificate(Sight sight, List<StandingAlarm> alarms) {
        long days = ChronoUnit.DAYS.between(sight.inside().now(), sight.inside().certificateEnds());
        if (days >= CERTIFICATE_WARNING_DAYS) {
            return;
        }
        Severity severity = days < CERTIFICATE_ERROR_DAYS ? Severity.ERROR : Severity.WARNING;
        alarms.add(own(sight, "certificate", new StandingAlarm.Kind("certificate-ends", Area.CERTIFICATE, severity),
                new StandingAlarm.Words("The certificate of node " + sight.self() + " ends at "
                        + sight.inside().certificateEnds() + ".", "Renew it; the node takes the new file over by itself.")));
    }

    private static StandingAlarm own(Sight sight, String what, StandingAlarm.Kind kind, StandingAlarm.Words words) {
        return new StandingAlarm(what + " " + sight.self(), kind, new StandingAlarm.Subject(sight.self(), "", ""), words,
                new StandingAlarm.Telling(Duration.ZERO, List.of(sight.self())));
    }
}
