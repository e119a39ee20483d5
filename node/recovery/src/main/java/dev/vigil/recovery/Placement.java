package dev.vigil.recovery;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.lcd.model.UnitId;

/** RC-7: which node a unit goes to: the living one with the best priority to which the whole hierarchy is extended. */
final class Placement {
    private Placement() {}

    /** Nodes that could take the unit, best first; one on which a resource of it has failed comes after all others. */
    static List<NodeId> candidates(Turn turn, UnitId unit, Predicate<NodeId> isAllowed) {
        Config config = turn.config();
        return config.systems().stream().map(SystemRow::node).filter(isAllowed)
                .filter(node -> Topology.reaches(config, unit, node))
                .sorted(Comparator.comparing((NodeId node) -> hasFailed(turn, unit, node))
                        .thenComparing(node -> Topology.priority(config, unit, node)).thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** The best of the living, this node among them. */
    static Optional<NodeId> best(Turn turn, UnitId unit) {
        return candidates(turn, unit, node -> node.equals(turn.self()) || turn.mind.isAlive(node)).stream().findFirst();
    }

    /** The best living peer on which nothing of the unit has failed. */
    static Optional<NodeId> elsewhere(Turn turn, UnitId unit) {
        return candidates(turn, unit, turn.mind::isKnown).stream().filter(node -> !hasFailed(turn, unit, node)).findFirst();
    }

    static boolean hasFailed(Turn turn, UnitId unit, NodeId node) {
        return turn.config().membersOf(unit).stream()
                .anyMatch(tag -> turn.lcd().status(node).state(tag).filter(row -> row.state() == ResourceState.OSF).isPresent());
    }
}
