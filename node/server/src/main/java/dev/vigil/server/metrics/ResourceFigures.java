package dev.vigil.server.metrics;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;

import dev.vigil.comm.CommStatistics;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.comm.heartbeat.PeerStatistics;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.UnitId;

/** Resources and who owns them, as this node sees them. */
final class ResourceFigures {
    /** What a silent node last said of its resources is not what they are. */
    private static final String UNKNOWN = "UNKNOWN";

    private final NodeId self;
    private final LcdState lcd;
    private final Map<NodeId, PeerHealth> peers = new TreeMap<>();
    private final Set<UnitId> units = new TreeSet<>(Comparator.comparing(UnitId::value));

    private ResourceFigures(NodeId self, LcdState lcd, CommStatistics network) {
        this.self = self;
        this.lcd = lcd;
        for (PeerStatistics peer : network.peers()) {
            peers.put(peer.peer(), peer.health());
        }
        lcd.config().resources().forEach(resource -> units.add(resource.unit()));
    }

    static Collection<MetricSnapshot> of(NodeId self, LcdState lcd, CommStatistics network) {
        return new ResourceFigures(self, lcd, network).all();
    }

    private List<MetricSnapshot> all() {
        return List.of(
                Family.gauges("vigil_resource_state",
                        "1 for the state that a resource has on a node; a silent node's are UNKNOWN",
                        family -> lcd.config().instances().forEach(instance -> family.put(1, instance.tag().value(),
                                typeOf(instance), instance.node().value(), stateOf(instance))),
                        "tag", "type", "node", "state"),
                Family.gauges("vigil_resources", "Resources that can run on this node, by the state they have here",
                        family -> own().forEach((state, count) -> family.put(count, state.name())), "state"),
                Family.gauges("vigil_unit_owned", "1 when this node owns the unit",
                        family -> units.forEach(unit -> family.put(isHeld(self, unit) ? 1 : 0, unit.value())), "unit"),
                Family.gauges("vigil_unit_owners", "Living nodes that own the unit",
                        family -> units.forEach(unit -> family.put(owners(unit), unit.value())), "unit"),
                Family.gauges("vigil_unit_wanted",
                        "1 when the unit should be in service: its last owner did not take all of it out in order",
                        family -> units.forEach(unit -> family.put(isWanted(unit) ? 1 : 0, unit.value())), "unit"),
                Family.gauges("vigil_unit_epoch", "The highest epoch under which the unit was owned",
                        family -> units.forEach(unit -> family.put(lcd.highestEpoch(unit).value(), unit.value())), "unit"));
    }

    private String typeOf(InstanceRow instance) {
        return lcd.config().resource(instance.tag()).map(ResourceRow::type).map(type -> type.value()).orElse("");
    }

    private String stateOf(InstanceRow instance) {
        return isLiving(instance.node()) ? lcd.stateOf(instance.tag(), instance.node()).name() : UNKNOWN;
    }

    private Map<ResourceState, Integer> own() {
        Map<ResourceState, Integer> counts = new EnumMap<>(ResourceState.class);
        for (ResourceState state : ResourceState.values()) {
            counts.put(state, 0);
        }
        lcd.config().instances().stream().filter(instance -> instance.node().equals(self))
                .forEach(instance -> counts.merge(lcd.stateOf(instance.tag(), self), 1, Integer::sum));
        return counts;
    }

    private boolean isLiving(NodeId node) {
        PeerHealth health = peers.getOrDefault(node, PeerHealth.UNKNOWN);
        return node.equals(self) || health == PeerHealth.ALIVE || health == PeerHealth.DEAF;
    }

    private boolean isHeld(NodeId node, UnitId unit) {
        return lcd.status(node).ownership(unit).filter(OwnershipRow::isHeld).isPresent();
    }

    private long owners(UnitId unit) {
        return lcd.statuses().keySet().stream().filter(this::isLiving).filter(node -> isHeld(node, unit)).count();
    }

    /** The rows of the last owner tell: out of service in order is OSU; anything else failed, is in doubt, or was lost with its node. */
    private boolean isWanted(UnitId unit) {
        Optional<NodeId> last = lcd.statuses().values().stream().flatMap(status -> status.ownership(unit).stream())
                .max(Comparator.comparing(OwnershipRow::epoch).thenComparing(OwnershipRow::node)).map(OwnershipRow::node);
        return last.isPresent() && lcd.config().membersOf(unit).stream()
                .flatMap(tag -> lcd.status(last.get()).state(tag).stream()).anyMatch(row -> row.state() != ResourceState.OSU);
    }
}
