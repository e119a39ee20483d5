package dev.vigil.admin;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.vigil.admin.NodeAdministration.LivenessView;
import dev.vigil.comm.heartbeat.DetectionFigures;
import dev.vigil.comm.heartbeat.NodeVersion;
import dev.vigil.comm.heartbeat.PathStatistics;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.comm.heartbeat.PeerStatistics;
import dev.vigil.lcd.model.ClusterRow;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.lcd.model.QuorumMode;
import dev.vigil.lcd.model.QuorumRow;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.lcd.model.Timing;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.protocol.admin.ClusterStatus;
import dev.vigil.protocol.admin.DetectionStatus;
import dev.vigil.protocol.admin.FlagStatus;
import dev.vigil.protocol.admin.InstanceStatus;
import dev.vigil.protocol.admin.PathStatus;
import dev.vigil.protocol.admin.Quorum;
import dev.vigil.recovery.NodeSettings;
import dev.vigil.recovery.Readiness;
import dev.vigil.protocol.admin.ResourceStatus;
import dev.vigil.protocol.admin.SystemStatus;
import dev.vigil.recovery.KitLimits;

/** The cluster at a glance, as the asked node sees it. */
final class StatusAnswer {
    private static final String UNKNOWN = "UNKNOWN";
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final double PERCENT = 100;

    private final NodeAdministration node;
    private final LcdState lcd;
    private final LivenessView liveness;
    private final Map<UnitId, Readiness> readiness;

    private StatusAnswer(NodeAdministration node) {
        this.node = node;
        this.lcd = node.lcd();
        this.liveness = node.liveness();
        this.readiness = node.readiness().stream().collect(Collectors.toMap(Readiness::unit, unit -> unit));
    }

    static ClusterStatus of(NodeAdministration node) {
        return new StatusAnswer(node).answer();
    }

    private ClusterStatus answer() {
        Optional<ClusterRow> cluster = lcd.config().cluster();
        Timing timing = cluster.map(ClusterRow::timing).orElse(Timing.DEFAULT);
        ClusterStatus.Builder status = ClusterStatus.newBuilder().setCluster(cluster.map(ClusterRow::name).orElse(""))
                .setNode(node.self().value()).setConfigNumber(lcd.config().number().value()).setProfile(timing.profile())
                .setIntervalMs((int) timing.interval().toMillis()).setDetectionMs((int) timing.detection().toMillis())
                .setShortestDetectionMs((int) timing.shortest().toMillis())
                .setLongestDetectionMs((int) timing.longest().toMillis()).setOwnStallMs(millis(liveness.ownStall()))
                .setQuorum(QuorumMode.OFF.word()).setFencing(FenceCalls.mode(lcd.config()).word())
                .addAllWarnings(node.warnings());
        lcd.config().quorum().filter(row -> lcd.config().isByMajority()).ifPresent(row -> quorum(row, status));
        lcd.config().systems().forEach(row -> status.addSystems(system(row)));
        lcd.config().paths().forEach(row -> status.addPaths(path(row)));
        lcd.config().resources().forEach(row -> status.addResources(resource(row)));
        lcd.statuses().values().stream().flatMap(rows -> rows.flags().stream()).forEach(
                row -> status.addFlags(FlagStatus.newBuilder().setNode(row.node().value()).setFlag(row.flag().value())));
        return status.build();
    }

    private void quorum(QuorumRow row, ClusterStatus.Builder status) {
        Quorum votes = node.quorum().votes();
        status.setQuorum(row.mode().word());
        row.voters().forEach(voter -> status.addQuorumVoters(voter.value()));
        row.storage().ifPresent(folder -> status.addQuorumVoters("the folder " + folder.folder()));
        if (votes.getSilent()) {
            status.addQuorumRemarks("the vote of " + node.self() + " does not count: " + votes.getSilentBecause());
        }
        if (!votes.getTrouble().isEmpty()) {
            status.addQuorumRemarks(node.self() + " cannot write its votes and grants nothing: " + votes.getTrouble());
        }
        votes.getOthersList().stream().filter(voter -> !voter.getTrouble().isEmpty())
                .forEach(voter -> status.addQuorumRemarks("the folder does not vote: " + voter.getTrouble()));
        votes.getUnitsList().stream().filter(unit -> !unit.getWithheld().isEmpty())
                .forEach(unit -> status.addQuorumRemarks(unit.getUnit() + " is not granted: " + unit.getWithheld()));
    }

    private SystemStatus system(SystemRow row) {
        SystemStatus.Builder system = SystemStatus.newBuilder().setNode(row.node().value()).setAdminAddress(row.adminAddress())
                .setIncarnation(lcd.status(row.node()).incarnation().toString()).setHealth(healthOf(row.node()));
        lcd.status(row.node()).rulings(NodeSettings.MATTER).stream().filter(ruling -> !ruling.word().isEmpty())
                .forEach(ruling -> system.putSettings(ruling.subject(), ruling.word()));
        if (row.node().equals(node.self())) {
            return speaks(system, node.version()).setImpaired(node.isImpaired()).build();
        }
        var figures = liveness.peers().get(row.node());
        if (figures != null) {
            system.setImpaired(figures.isImpaired()).setLargestJointSilenceMs(millis(figures.measured().largestJointSilence()))
                    .setDetection(detection(figures.measured()));
            figures.version().ifPresent(version -> speaks(system, version));
        }
        return system.build();
    }

    private static DetectionStatus detection(PeerStatistics peer) {
        DetectionFigures figures = peer.detection();
        return DetectionStatus.newBuilder().setInForceMs(millis(figures.inForce())).setHeldAfterMs(millis(figures.heldAfter()))
                .setBecause(figures.reason().name()).setNeededMs(millis(figures.needed())).setBoundMissed(!figures.isBoundMet())
                .setLongestSilenceMs(millis(figures.longest())).setStallMs(millis(figures.stall()))
                .setHalfFalseEveryS(millis(figures.falseVerdictEveryIfHalved()) / MILLIS_PER_SECOND).setReturns(peer.returns())
                .build();
    }

    private static SystemStatus.Builder speaks(SystemStatus.Builder system, NodeVersion version) {
        return system.setProgram(version.program()).setProtocol(version.protocol());
    }

    private String healthOf(NodeId other) {
        if (other.equals(node.self())) {
            return PeerHealth.ALIVE.name();
        }
        var figures = liveness.peers().get(other);
        return figures == null ? UNKNOWN : figures.health().name();
    }

    private PathStatus path(PathRow row) {
        PathStatus.Builder path = PathStatus.newBuilder().setPath(row.path().value()).setFirst(row.first().value())
                .setFirstAddress(row.firstAddress()).setSecond(row.second().value()).setSecondAddress(row.secondAddress());
        PathStatistics figures = liveness.paths().get(row.path());
        if (figures == null) {
            return path.setHealth(UNKNOWN).build();
        }
        figures.lossOut().ifPresent(loss -> path.setLossOutPercent(loss * PERCENT));
        return path.setHealth(figures.health().name()).setRoundTripMs(millis(figures.roundTrip()))
                .setLossPercent(figures.loss() * PERCENT).setJitterMs(millis(figures.jitter()))
                .setLongestSilenceMs(millis(figures.longestSilence())).build();
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / NANOS_PER_MILLI;
    }

    private ResourceStatus resource(ResourceRow row) {
        ResourceStatus.Builder resource = ResourceStatus.newBuilder().setTag(row.tag().value()).setType(row.type().value())
                .setUnit(row.unit().value()).setEpoch(lcd.highestEpoch(row.unit()).value())
                .setOwner(ownerOf(row.unit()).map(NodeId::value).orElse(""));
        Optional.ofNullable(readiness.get(row.unit())).ifPresent(ready -> resource.setFailoverReady(ready.isReady())
                .setFailoverTo(ready.heir().map(NodeId::value).orElse("")).addAllFailoverObstacles(ready.obstacles()));
        lcd.config().childrenOf(row.tag()).forEach(child -> resource.addChildren(child.value()));
        lcd.config().instances().stream().filter(instance -> instance.tag().equals(row.tag()))
                .sorted(Comparator.comparing(InstanceRow::priority))
                .forEach(instance -> resource.addInstances(instance(instance)));
        return resource.build();
    }

    /** The holder of the highest epoch; a rest of an older ownership on a dead node does not count. */
    private Optional<NodeId> ownerOf(UnitId unit) {
        return lcd.statuses().values().stream().flatMap(status -> status.ownership(unit).stream()).filter(OwnershipRow::isHeld)
                .max(Comparator.comparing(OwnershipRow::epoch).thenComparing(OwnershipRow::node)).map(OwnershipRow::node);
    }

    private InstanceStatus instance(InstanceRow row) {
        InstanceStatus.Builder instance = InstanceStatus.newBuilder().setNode(row.node().value()).setId(row.id())
                .setPriority(row.priority().value()).setState(stateOf(row))
                .setReason(lcd.status(row.node()).state(row.tag()).map(StateRow::reason).orElse(""));
        lcd.status(row.node()).repairs(row.tag()).ifPresent(repairs -> instance.setRepairs(repairs.at().size() + " of "
                + KitLimits.repairs(row) + " repairs in " + KitLimits.words(KitLimits.repairsWithin(row))));
        if (row.node().equals(node.self())) {
            instance.setRunning(node.running().getOrDefault(row.tag(), ""));
        }
        return instance.build();
    }

    /** What a silent node last said of its resources is not what they are. */
    private String stateOf(InstanceRow row) {
        return healthOf(row.node()).equals(PeerHealth.ALIVE.name()) ? lcd.stateOf(row.tag(), row.node()).name() : UNKNOWN;
    }
}
