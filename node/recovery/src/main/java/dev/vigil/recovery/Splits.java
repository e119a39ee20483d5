package dev.vigil.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-29: a unit that hangs together no more falls apart. The part with the resource whose name the unit bears keeps the unit; each other
 * part becomes a unit of its own. Every node writes for the new unit what it wrote for the old one, the same epoch, held or not, in the
 * store that holds the configuration: so at no moment does a node run what it does not own.
 */
final class Splits {
    private Splits() {}

    /** The changes that give each part of the unit a unit of its own. */
    static List<Change> divide(Config next, UnitId unit) {
        List<Change> changes = new ArrayList<>();
        SortedSet<Tag> left = Topology.members(next, unit);
        while (!left.isEmpty()) {
            SortedSet<Tag> part = Topology.connected(next, left.first());
            left.removeAll(part);
            UnitId name = name(next, part, unit);
            if (!name.equals(unit)) {
                part.stream().flatMap(tag -> next.resource(tag).stream()).map(row -> row.inUnit(name)).map(Change.Put::new)
                        .forEach(changes::add);
            }
        }
        return changes;
    }

    private static UnitId name(Config next, SortedSet<Tag> part, UnitId unit) {
        if (part.stream().anyMatch(tag -> tag.value().equals(unit.value()))) {
            return unit;
        }
        Stream<Tag> rootsFirst = Stream.concat(part.stream().filter(tag -> next.parentsOf(tag).isEmpty()), part.stream());
        return rootsFirst.map(tag -> new UnitId(tag.value())).filter(name -> next.membersOf(name).isEmpty()).findFirst()
                .orElse(unit);
    }

    /** Units that lose or gain resources, or nodes, from one document to the next: nothing may be at work with them meanwhile. */
    static SortedSet<UnitId> reshaped(Config before, Config next) {
        SortedSet<UnitId> units = new TreeSet<>();
        for (ResourceRow row : before.resources()) {
            Optional<UnitId> now = Topology.unitOf(next, row.tag());
            boolean losesNode = Topology.nodes(before, row.tag()).stream()
                    .anyMatch(node -> next.instance(row.tag(), node).isEmpty());
            if (losesNode || !now.equals(Optional.of(row.unit()))) {
                units.add(row.unit());
                now.ifPresent(unit -> units.add(unit));
            }
        }
        return units;
    }

    /** Whether a change is under way that this node proposes or has agreed to, and that reshapes the unit. */
    static boolean isUnderWay(Turn turn, UnitId unit) {
        List<Change> changes = turn.mind.prepared.map(own -> own.prepare().changes()).or(() -> proposed(turn)).orElse(List.of());
        return !changes.isEmpty() && reshaped(turn.config(), turn.config().next(changes)).contains(unit);
    }

    private static Optional<List<Change>> proposed(Turn turn) {
        return turn.mind.operation.map(Operation::stage).filter(Operation.Stage.Proposing.class::isInstance)
                .map(Operation.Stage.Proposing.class::cast).map(Operation.Stage.Proposing::changes);
    }

    /** The configuration has changed: what this node held, it holds in parts. */
    static void follow(Turn turn, Config before) {
        origins(before, turn.config()).forEach((unit, old) -> inherit(turn, old, unit));
        Ownership.heldBy(turn.lcd(), turn.self()).stream().filter(row -> isGone(before, turn.config(), row.unit()))
                .forEach(row -> turn.put(List.of(new OwnershipRow(turn.self(), row.unit(), row.epoch(), false))));
        retryWhereItIs(turn);
    }

    /** What waits to be tried again waits in the unit that it is in now. */
    private static void retryWhereItIs(Turn turn) {
        SortedMap<UnitId, SortedSet<Tag>> waiting = new TreeMap<>();
        turn.mind.retries.values().forEach(tags -> tags.forEach(tag -> Topology.unitOf(turn.config(), tag)
                .ifPresent(unit -> waiting.computeIfAbsent(unit, fresh -> new TreeSet<>()).add(tag))));
        waiting.keySet().stream().filter(unit -> !turn.mind.retries.containsKey(unit))
                .forEach(unit -> turn.wake("retry/" + unit, DescentEnd.RETRY_AFTER));
        turn.mind.retries.clear();
        turn.mind.retries.putAll(waiting);
    }

    /** By new unit, the unit that its resources come from. */
    private static SortedMap<UnitId, UnitId> origins(Config before, Config next) {
        SortedMap<UnitId, UnitId> origins = new TreeMap<>();
        for (ResourceRow row : next.resources()) {
            Topology.unitOf(before, row.tag()).filter(old -> !old.equals(row.unit()))
                    .filter(old -> before.membersOf(row.unit()).isEmpty()).ifPresent(old -> origins.put(row.unit(), old));
        }
        return origins;
    }

    private static void inherit(Turn turn, UnitId old, UnitId unit) {
        boolean isHeld = Ownership.holds(turn.lcd(), turn.self(), old);
        turn.note(Note.of(NoteCode.UNIT_DIVIDED).with("rule", "RC-29").with("unit", old).with("into", unit).with("held",
                isHeld ? "yes" : "no"));
        turn.lcd().status(turn.self()).ownership(old).ifPresent(row -> {
            Epoch earlier = Ownership.epochOf(turn.lcd(), turn.self(), unit);
            Epoch epoch = earlier.compareTo(row.epoch()) > 0 ? earlier : row.epoch();
            turn.put(List.of(new OwnershipRow(turn.self(), unit, epoch, isHeld)));
        });
        for (SortedSet<UnitId> doubts : List.of(turn.mind.yielding, turn.mind.interrupted)) {
            if (doubts.contains(old)) {
                doubts.add(unit);
            }
        }
    }

    /** Deleted, or divided into new units only. What was joined to an older unit is the business of the one who joined it. */
    private static boolean isGone(Config before, Config next, UnitId unit) {
        List<Tag> members = before.membersOf(unit);
        return !members.isEmpty() && next.membersOf(unit).isEmpty() && members.stream()
                .noneMatch(tag -> Topology.unitOf(next, tag).filter(now -> !before.membersOf(now).isEmpty()).isPresent());
    }
}
