package dev.vigil.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.DependencyRow;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.RowKey;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.lcd.model.Tag;

/** RC-26: what every configuration must satisfy, and what a change must not take away. The answer is the sentence that says what is wrong. */
final class ConfigRules {
    private ConfigRules() {}

    static Optional<String> check(Turn turn, List<Change> changes) {
        Config next;
        try {
            next = turn.config().next(changes);
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
        return check(next).or(() -> QuorumRules.check(turn.config(), next)).or(() -> inUse(turn, next));
    }

    /** What is wrong with a document in itself. */
    static Optional<String> check(Config config) {
        return systems(config).or(() -> paths(config)).or(() -> resources(config)).or(() -> instances(config))
                .or(() -> dependencies(config))
                .or(() -> cycle(config)).or(() -> FenceRules.check(config)).or(() -> SafetyRules.check(config))
                .or(() -> LeaseLossRules.check(config));
    }

    private static Optional<String> systems(Config config) {
        SortedMap<String, NodeId> taken = new TreeMap<>();
        for (SystemRow system : config.systems()) {
            NodeId other = taken.put(system.adminAddress(), system.node());
            if (other != null) {
                return Optional
                        .of("Nodes " + other + " and " + system.node() + " have the same address " + system.adminAddress());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> paths(Config config) {
        SortedMap<String, PathRow> taken = new TreeMap<>();
        for (PathRow path : config.paths()) {
            for (NodeId end : List.of(path.first(), path.second())) {
                if (config.system(end).isEmpty()) {
                    return Optional.of("Path " + path.path() + " ends at node " + end + ", which does not exist");
                }
            }
            PathRow other = taken.put(path.first() + " " + path.firstAddress() + " " + path.second() + " " + path.secondAddress(),
                    path);
            if (other != null) {
                return Optional.of("Paths " + other.path() + " and " + path.path() + " have the same two addresses");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> resources(Config config) {
        for (ResourceRow resource : config.resources()) {
            if (config.type(resource.type()).isEmpty()) {
                return Optional.of("Resource " + resource.tag() + " is of type " + resource.type() + ", which does not exist");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> instances(Config config) {
        SortedMap<String, NodeId> priorities = new TreeMap<>();
        for (InstanceRow row : config.instances()) {
            if (config.resource(row.tag()).isEmpty()) {
                return Optional.of("There is an instance of " + row.tag() + " on " + row.node() + ", and no such resource");
            }
            if (config.system(row.node()).isEmpty()) {
                return Optional.of("Resource " + row.tag() + " has an instance on node " + row.node() + ", which does not exist");
            }
            NodeId other = priorities.put(row.tag() + " " + row.priority(), row.node());
            if (other != null) {
                return Optional.of(
                        "Resource " + row.tag() + " has priority " + row.priority() + " on both " + other + " and " + row.node());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> dependencies(Config config) {
        for (DependencyRow row : config.dependencies()) {
            Optional<ResourceRow> parent = config.resource(row.parent());
            Optional<ResourceRow> child = config.resource(row.child());
            if (parent.isEmpty() || child.isEmpty()) {
                return Optional
                        .of(row.parent() + " needs " + row.child() + ", and " + (parent.isEmpty() ? row.parent() : row.child())
                                + " does not exist");
            }
            if (!parent.get().unit().equals(child.get().unit())) {
                return Optional.of(row.parent() + " needs " + row.child() + ", and they are not of one unit");
            }
            if (!Topology.nodes(config, row.parent()).equals(Topology.nodes(config, row.child()))) {
                return Optional.of(row.parent() + " needs " + row.child() + ", and they are not on the same nodes");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> cycle(Config config) {
        SortedSet<Tag> cleared = new TreeSet<>();
        for (ResourceRow resource : config.resources()) {
            Optional<String> cycle = cycle(config, resource.tag(), new ArrayList<>(), cleared);
            if (cycle.isPresent()) {
                return cycle;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> cycle(Config config, Tag tag, List<Tag> way, SortedSet<Tag> cleared) {
        if (way.contains(tag)) {
            List<Tag> round = new ArrayList<>(way.subList(way.indexOf(tag), way.size()));
            round.add(tag);
            return Optional.of("A circle of dependencies: " + String.join(" needs ", round.stream().map(Tag::value).toList()));
        }
        if (cleared.contains(tag)) {
            return Optional.empty();
        }
        way.add(tag);
        for (Tag child : config.childrenOf(tag)) {
            Optional<String> cycle = cycle(config, child, way, cleared);
            if (cycle.isPresent()) {
                return cycle;
            }
        }
        way.removeLast();
        cleared.add(tag);
        return Optional.empty();
    }

    /** An instance whose resource runs there, or may, cannot be taken away. */
    private static Optional<String> inUse(Turn turn, Config next) {
        for (InstanceRow row : turn.config().instances()) {
            RowKey key = row.key();
            Optional<StateRow> state = turn.lcd().status(row.node()).state(row.tag());
            boolean isUsed = state.filter(s -> s.state().isInService()).isPresent()
                    || Topology.unitOf(turn.config(), row.tag()).filter(unit -> turn.mind.tasks.containsKey(unit)).isPresent();
            boolean isOff = next.system(row.node()).isEmpty() && Peers.isKnownOff(turn, row.node());
            if (!next.rows().containsKey(key) && isUsed && !isOff) {
                return Optional.of(row.tag() + " is in service on " + row.node() + "; take it out of service first");
            }
        }
        return Optional.empty();
    }
}
