package dev.vigil.recovery;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Priority;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/** The shape of hierarchies: who needs whom, and where a unit can run. */
final class Topology {
    private Topology() {}

    /** The tags and all that they need. */
    static SortedSet<Tag> withChildren(Config config, Collection<Tag> tags) {
        return closure(tags, config::childrenOf);
    }

    /** The tags and all that needs them. */
    static SortedSet<Tag> withParents(Config config, Collection<Tag> tags) {
        return closure(tags, config::parentsOf);
    }

    private static SortedSet<Tag> closure(Collection<Tag> from, Function<Tag, List<Tag>> next) {
        SortedSet<Tag> seen = new TreeSet<>();
        Deque<Tag> left = new ArrayDeque<>(from);
        while (!left.isEmpty()) {
            Tag tag = left.pop();
            if (seen.add(tag)) {
                next.apply(tag).forEach(left::push);
            }
        }
        return seen;
    }

    /** The tag and all that hangs together with it by dependencies. */
    static SortedSet<Tag> connected(Config config, Tag tag) {
        return closure(List.of(tag),
                each -> Stream.concat(config.childrenOf(each).stream(), config.parentsOf(each).stream()).toList());
    }

    static Optional<UnitId> unitOf(Config config, Tag tag) {
        return config.resource(tag).map(ResourceRow::unit);
    }

    static SortedSet<UnitId> units(Config config) {
        SortedSet<UnitId> units = new TreeSet<>();
        config.resources().forEach(resource -> units.add(resource.unit()));
        return units;
    }

    static SortedSet<Tag> members(Config config, UnitId unit) {
        return new TreeSet<>(config.membersOf(unit));
    }

    /** Whether every resource of the unit has an instance on the node, and the node votes where only a voter can run them. */
    static boolean reaches(Config config, UnitId unit, NodeId node) {
        return isExtended(config, unit, node) && mayOwn(config, node);
    }

    private static boolean isExtended(Config config, UnitId unit, NodeId node) {
        List<Tag> members = config.membersOf(unit);
        return !members.isEmpty() && members.stream().allMatch(tag -> config.instance(tag, node).isPresent());
    }

    /** RC-56; a node to which something is extended does not vote when it was called lost (RC-65). */
    private static boolean mayOwn(Config config, NodeId node) {
        return !config.isByMajority() || config.quorum().filter(row -> row.voters().contains(node)).isPresent();
    }

    /** Why the node cannot have the unit, of one that is not reached. */
    static Candidate.Objection outOfReach(Config config, UnitId unit, NodeId node) {
        return isExtended(config, unit, node) ? Candidate.Objection.NO_VOTER : Candidate.Objection.NOT_EXTENDED;
    }

    /** The same in words. */
    static String unreached(Config config, UnitId unit, NodeId node) {
        return isExtended(config, unit, node)
                ? "Node " + node + " does not vote, and only a voter runs anything"
                : "Not every resource of " + unit + " is extended to " + node;
    }

    /** The place of a node in the cascade of a unit: that of its first resource that nothing needs. */
    static Priority priority(Config config, UnitId unit, NodeId node) {
        return config.membersOf(unit).stream().filter(tag -> config.parentsOf(tag).isEmpty()).sorted().findFirst()
                .flatMap(root -> config.instance(root, node)).map(InstanceRow::priority).orElse(new Priority(Priority.LOWEST));
    }

    /** The nodes that a resource is extended to. */
    static List<NodeId> nodes(Config config, Tag tag) {
        return config.instancesOf(tag).stream().map(InstanceRow::node).toList();
    }

    static Optional<Decision.Target> target(Config config, Tag tag, NodeId node) {
        return config.resource(tag)
                .flatMap(resource -> config.instance(tag, node).map(instance -> new Decision.Target(resource, instance)));
    }
}
