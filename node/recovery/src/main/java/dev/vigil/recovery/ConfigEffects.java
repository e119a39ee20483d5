package dev.vigil.recovery;

import java.util.List;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.StateRow;

/** RC-15: what a new configuration does to this node: new instances are out of service, rows of gone ones go, new intervals count. */
final class ConfigEffects {
    private ConfigEffects() {}

    static void apply(Turn turn, Config before) {
        Config config = turn.config();
        turn.put(config.instances().stream().filter(row -> row.node().equals(turn.self())).map(InstanceRow::tag)
                .filter(tag -> turn.stateHere(tag).isEmpty())
                .map(tag -> new StateRow(turn.self(), tag, ResourceState.OSU, "")).toList());
        List<StateRow> gone = turn.lcd().status(turn.self()).rows().values().stream().filter(StateRow.class::isInstance)
                .map(StateRow.class::cast).filter(row -> config.instance(row.tag(), turn.self()).isEmpty())
                .filter(row -> !row.state().isInService()).toList();
        gone.forEach(row -> turn.drop(row.key()));
        turn.mind.peers.keySet().removeIf(peer -> config.systems().stream().noneMatch(system -> system.node().equals(peer))
                && !config.systems().isEmpty());
        Departures.follow(turn, before);
        Splits.follow(turn, before);
        Removals.follow(turn, before);
        checkAtNewIntervals(turn, before);
        Repairs.follow(turn, before);
    }

    private static void checkAtNewIntervals(Turn turn, Config before) {
        turn.config().instances().stream().filter(row -> row.node().equals(turn.self()))
                .filter(row -> before.instance(row.tag(), row.node()).filter(old -> !old.checks().equals(row.checks()))
                        .isPresent())
                .map(InstanceRow::tag).filter(tag -> turn.isInState(tag, ResourceState.ISP))
                .forEach(tag -> Checks.schedule(turn, tag));
    }
}
