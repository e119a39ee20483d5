package dev.vigil.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.FenceRow;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/** RC-120: a node leaves the cluster for good, with all that the configuration says of it, in one change. */
final class NodeRemoval {
    private NodeRemoval() {}

    static void begin(Turn turn, Asker asker, Request.RemoveNode request) {
        NodeId node = request.node();
        NodeRemovalRules.check(turn, node).ifPresentOrElse(wrong -> Askers.answer(turn, asker, wrong), () -> {
            List<Change> changes = changes(turn.config(), node);
            Operations.begin(turn, asker,
                    new Operation.Plan.ChangeRows(sentence(turn.config(), turn.config().next(changes), node)),
                    changes, without(turn, request));
        });
    }

    /** Who lives has to agree, and who is off cannot. */
    private static List<NodeId> without(Turn turn, Request.RemoveNode request) {
        SortedSet<NodeId> without = new TreeSet<>(request.without());
        without.remove(request.node());
        if (!turn.mind.isAlive(request.node())) {
            without.add(request.node());
        }
        return List.copyOf(without);
    }

    private static List<Change> changes(Config config, NodeId node) {
        List<Change> changes = new ArrayList<>();
        Stream.of(config.fences().stream().filter(row -> row.node().equals(node)).map(FenceRow::key),
                config.instances().stream().filter(row -> row.node().equals(node)).map(InstanceRow::key),
                config.paths().stream().filter(row -> row.touches(node)).map(PathRow::key),
                Stream.of(SystemRow.keyOf(node))).flatMap(keys -> keys).map(Change.Remove::new).forEach(changes::add);
        return changes;
    }

    private static String sentence(Config before, Config next, NodeId node) {
        List<String> alone = new ArrayList<>();
        for (UnitId unit : Topology.units(before)) {
            SortedSet<NodeId> left = places(next, unit);
            if (left.size() == 1 && places(before, unit).contains(node)) {
                alone.add(unit + ", which is on " + left.first() + " alone");
            }
        }
        return node + " is removed from the cluster"
                + (alone.isEmpty() ? "" : "; nothing protects " + String.join(", or ", alone));
    }

    private static SortedSet<NodeId> places(Config config, UnitId unit) {
        SortedSet<NodeId> places = new TreeSet<>();
        for (Tag tag : config.membersOf(unit)) {
            places.addAll(Topology.nodes(config, tag));
        }
        return places;
    }
}
