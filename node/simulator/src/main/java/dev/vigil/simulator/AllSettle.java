package dev.vigil.simulator;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.invariant.Activity;
import dev.vigil.recovery.invariant.Census;
import dev.vigil.recovery.invariant.Invariant;

/**
 * When all faults are over and time has passed, every unit is in service on exactly one node, whole. Where kits failed it may rightly be
 * down, so such worlds are not asked.
 */
final class AllSettle {
    private AllSettle() {}

    static Optional<Invariant.Breach> broken(Scenario scenario, Census census) {
        boolean isAsked = scenario.faults().stream()
                .noneMatch(
                        fault -> fault instanceof Fault.BadKit || fault instanceof Fault.Break || fault instanceof Fault.OldDisk);
        Config config = census.hosts().values().stream().map(host -> host.disk().config()).max(Comparator.comparing(Config::number))
                .orElse(scenario.given().lcd().config());
        return !isAsked
                ? Optional.empty()
                : config.resources().stream().map(ResourceRow::unit).distinct()
                        .flatMap(unit -> unsettled(config, unit, census).stream())
                        .findFirst().map(sentence -> new Invariant.Breach("IN-7", "AllSettle", sentence));
    }

    private static Optional<String> unsettled(Config config, UnitId unit, Census census) {
        List<Tag> members = config.membersOf(unit);
        List<NodeId> whole = census.hosts().keySet().stream()
                .filter(node -> members.stream().allMatch(tag -> census.host(node).activity(tag) == Activity.ACTIVE)).toList();
        List<NodeId> touched = census.hosts().keySet().stream()
                .filter(node -> members.stream().anyMatch(tag -> census.host(node).activity(tag) != Activity.IDLE)).toList();
        return whole.size() == 1 && touched.size() == 1
                ? Optional.empty()
                : Optional.of("at the end " + unit + " is in service on " + whole + ", and something of it runs on " + touched);
    }
}
