package dev.vigil.server.notify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.notify.notice.Area;
import dev.vigil.notify.notice.Severity;

/** Which alarms stand about resources and units. The rows of all nodes tell, so every node sees the same. */
final class ResourceAlarms {
    /** Restores take time, and a unit that is on its way is no alarm. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(30);
    /** Longer than the usual limit of a restore, during which the row says so too. */
    private static final Duration IN_DOUBT = Duration.ofMinutes(10);
    private static final Duration PASSING = Duration.ofSeconds(5);

    private final Sight sight;
    private final List<StandingAlarm> alarms;

    private ResourceAlarms(Sight sight, List<StandingAlarm> alarms) {
        this.sight = sight;
        this.alarms = alarms;
    }

    static void add(Sight sight, List<StandingAlarm> alarms) {
        new ResourceAlarms(sight, alarms).add();
    }

    private void add() {
        for (InstanceRow instance : sight.lcd().config().instances()) {
            sight.lcd().status(instance.node()).state(instance.tag()).ifPresent(row -> state(instance.node(), row));
        }
        TreeSet<UnitId> units = new TreeSet<>(Comparator.comparing(UnitId::value));
        sight.lcd().config().resources().forEach(row -> units.add(row.unit()));
        units.forEach(this::unit);
    }

    private void state(NodeId node, StateRow row) {
        switch (row.state()) {
            case OSF -> of("failed", node, row, new StandingAlarm.Kind("failed-on-node", Area.RESOURCE, Severity.ERROR),
                    new StandingAlarm.Words("Resource " + row.tag() + " has failed on " + node + ": " + row.reason(),
                            "Mend what failed, then bring it in service there, or let it run where it is and clear the failure: "
                                    + "vigil resource set-state."),
                    Duration.ZERO);
            case ILLSTATE -> of("doubt", node, row, new StandingAlarm.Kind("in-doubt", Area.RESOURCE, Severity.CRITICAL),
                    new StandingAlarm.Words("Nobody knows whether resource " + row.tag() + " runs on " + node + ".",
                            "See for yourself, then take it out of service there: vigil resource out-of-service."),
                    IN_DOUBT);
            case ISU -> of("unprotected", node, row,
                    new StandingAlarm.Kind("unprotected", Area.RESOURCE, Severity.WARNING),
                    new StandingAlarm.Words("Resource " + row.tag() + " runs unprotected on " + node + ".",
                            "vigil resource set-state " + row.tag() + " ISP protects it again."),
                    PASSING);
            case ISP, OSU -> {
                // As it should be.
            }
        }
    }

    private void of(String what, NodeId node, StateRow row, StandingAlarm.Kind kind, StandingAlarm.Words words,
            Duration settle) {
        String unit = sight.lcd().config().resource(row.tag()).map(ResourceRow::unit).map(UnitId::value).orElse("");
        alarms.add(new StandingAlarm(what + " " + row.tag() + " on " + node, kind,
                new StandingAlarm.Subject(node, unit, row.tag().value()), words,
                new StandingAlarm.Telling(settle, tellers(node))));
    }

    private List<NodeId> tellers(NodeId first) {
        List<NodeId> tellers = new ArrayList<>(List.of(first));
        sight.lcd().config().systems().stream().map(SystemRow::node).filter(node -> !node.equals(first)).sorted()
                .forEach(tellers::add);
        return tellers;
    }

    private void unit(UnitId unit) {
        Optional<NodeId> last = lastOwner(unit);
        if (last.isEmpty()) {
            return;
        }
        List<Tag> members = sight.lcd().config().membersOf(unit);
        boolean isWanted = members.stream().flatMap(tag -> sight.lcd().status(last.get()).state(tag).stream())
                .anyMatch(row -> row.state() != ResourceState.OSU);
        boolean isInService = sight.isAlive(last.get()) && members.stream()
                .allMatch(tag -> sight.lcd().stateOf(tag, last.get()).isInService());
        if (isInService) {
            redundancy(unit, last.get(), members);
        } else if (isWanted && members.stream().noneMatch(tag -> isPartlyOut(tag, last.get()))) {
            alarms.add(new StandingAlarm("unit " + unit,
                    new StandingAlarm.Kind("not-in-service", Area.FAILOVER, Severity.CRITICAL),
                    new StandingAlarm.Subject(last.get(), unit.value(), ""),
                    new StandingAlarm.Words(unit + " is not in service on any node.",
                            "vigil explain " + unit + " tells why; vigil resource in-service " + unit + " tries again."),
                    new StandingAlarm.Telling(ON_ITS_WAY, tellers(last.get()))));
        }
    }

    /** A part that an operator took out of service in order, while its owner lives, is no failure of the whole. */
    private boolean isPartlyOut(Tag tag, NodeId owner) {
        return sight.isAlive(owner) && sight.lcd().stateOf(tag, owner) == ResourceState.OSU
                && sight.lcd().config().membersOf(new UnitId(unitOf(tag))).stream()
                        .noneMatch(other -> sight.lcd().stateOf(other, owner) == ResourceState.OSF);
    }

    private String unitOf(Tag tag) {
        return sight.lcd().config().resource(tag).map(ResourceRow::unit).map(UnitId::value).orElse(tag.value());
    }

    private Optional<NodeId> lastOwner(UnitId unit) {
        return sight.lcd().statuses().values().stream().flatMap(status -> status.ownership(unit).stream())
                .max(Comparator.comparing(OwnershipRow::epoch).thenComparing(OwnershipRow::node)).map(OwnershipRow::node);
    }

    /** Of units that can run on more than one node. */
    private void redundancy(UnitId unit, NodeId owner, List<Tag> members) {
        List<NodeId> backups = sight.lcd().config().instances().stream().filter(row -> members.contains(row.tag()))
                .map(InstanceRow::node).filter(node -> !node.equals(owner)).distinct().sorted().toList();
        List<String> reasons = new ArrayList<>();
        for (NodeId backup : backups) {
            Optional<String> reason = hindrance(backup, members);
            if (reason.isEmpty()) {
                return;
            }
            reasons.add(reason.get());
        }
        if (reasons.isEmpty()) {
            return;
        }
        alarms.add(new StandingAlarm("redundancy " + unit,
                new StandingAlarm.Kind("redundancy-lost", Area.REDUNDANCY, Severity.WARNING),
                new StandingAlarm.Subject(owner, unit.value(), ""),
                new StandingAlarm.Words(unit + " would not fail over now: " + String.join("; ", reasons) + ".",
                        "Bring a backup back before " + owner + " fails too."),
                new StandingAlarm.Telling(PASSING, tellers(owner))));
    }

    private Optional<String> hindrance(NodeId backup, List<Tag> members) {
        if (!sight.isAlive(backup)) {
            return Optional.of(backup + " is " + sight.healthOf(backup));
        }
        return members.stream().filter(tag -> sight.lcd().stateOf(tag, backup) == ResourceState.OSF).findFirst()
                .map(tag -> tag + " has failed on " + backup);
    }
}
