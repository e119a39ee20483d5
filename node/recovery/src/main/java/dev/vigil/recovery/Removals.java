package dev.vigil.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.DependencyRow;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-28: a resource is deleted, and a hierarchy leaves a node, only where nothing of it can run. The kit of each node that loses an
 * instance is asked to clean up, once, after the change is durable; a failure is noted and holds up nothing.
 */
final class Removals {
    /** How soon a configuration that came too early is asked for again. */
    static final Duration CATCH_UP_AFTER = Duration.ofSeconds(10);

    private Removals() {}

    static void delete(Turn turn, Asker asker, Request.DeleteResource request) {
        Tag tag = request.tag();
        Config config = turn.config();
        Optional<UnitId> unit = Topology.unitOf(config, tag);
        if (unit.isEmpty()) {
            Moves.refuseUnknown(turn, asker, tag);
            return;
        }
        Optional<Reply.Refused> wrong = RemovalRules.delete(turn, tag, unit.get());
        if (wrong.isPresent()) {
            Askers.answer(turn, asker, wrong.get());
            return;
        }
        List<Change> changes = new ArrayList<>();
        config.childrenOf(tag).forEach(child -> changes.add(new Change.Remove(DependencyRow.keyOf(tag, child))));
        Topology.nodes(config, tag).forEach(node -> changes.add(new Change.Remove(InstanceRow.keyOf(tag, node))));
        changes.add(new Change.Remove(ResourceRow.keyOf(tag)));
        changes.addAll(Splits.divide(config.next(changes), unit.get()));
        Operations.begin(turn, asker, new Operation.Plan.ChangeRows(tag + " is deleted"), changes, request.without());
    }

    static void unextend(Turn turn, Asker asker, Request.Unextend request) {
        NodeId node = request.node();
        Optional<UnitId> unit = Topology.unitOf(turn.config(), request.tag());
        if (unit.isEmpty()) {
            Moves.refuseUnknown(turn, asker, request.tag());
            return;
        }
        SortedSet<Tag> there = Topology.members(turn.config(), unit.get());
        there.removeIf(tag -> turn.config().instance(tag, node).isEmpty());
        Optional<Reply.Refused> wrong = RemovalRules.unextend(turn, request, unit.get(), there);
        if (wrong.isPresent()) {
            Askers.answer(turn, asker, wrong.get());
            return;
        }
        List<Change> changes = there.stream().<Change>map(tag -> new Change.Remove(InstanceRow.keyOf(tag, node))).toList();
        String what = WireText.tags(there) + " is no longer extended to " + node;
        Operations.begin(turn, asker, new Operation.Plan.ChangeRows(what), changes, request.without());
    }

    static void disjoin(Turn turn, Asker asker, Request.DeleteDependency request) {
        Config config = turn.config();
        Optional<UnitId> unit = Topology.unitOf(config, request.parent());
        if (unit.isEmpty() || !config.rows().containsKey(DependencyRow.keyOf(request.parent(), request.child()))) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_FOUND, request.parent() + " does not need " + request.child(),
                    "See status for what needs what");
            return;
        }
        Optional<Reply.Refused> wrong = RemovalRules.quiet(turn, unit.get());
        if (wrong.isPresent()) {
            Askers.answer(turn, asker, wrong.get());
            return;
        }
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.Remove(DependencyRow.keyOf(request.parent(), request.child())));
        List<Change> parts = Splits.divide(config.next(changes), unit.get());
        changes.addAll(parts);
        String what = request.parent() + " no longer needs " + request.child()
                + (parts.isEmpty() ? "" : "; they are two hierarchies now");
        Operations.begin(turn, asker, new Operation.Plan.ChangeRows(what), changes, List.of());
    }

    /** The configuration has changed: kits clean up after what is no longer extended to this node. */
    static void follow(Turn turn, Config before) {
        before.instances().stream().filter(row -> row.node().equals(turn.self()))
                .filter(row -> turn.config().instance(row.tag(), turn.self()).isEmpty())
                .filter(row -> !turn.mind.hasCall(row.tag()))
                .flatMap(row -> Topology.target(before, row.tag(), turn.self()).stream()).forEach(target -> {
                    turn.callsNeedStore();
                    turn.call(target, Action.DELETE, KitLimits.of(target.instance(), Action.DELETE), Cause.OPERATOR);
                });
    }

    /** Units that a configuration would take from under the work of this node, or away from it while they may run here. */
    static List<UnitId> hindering(Turn turn, Config next) {
        return Splits.reshaped(turn.config(), next).stream()
                .filter(unit -> turn.mind.tasks.containsKey(unit) || turn.config().membersOf(unit).stream()
                        .anyMatch(tag -> turn.config().instance(tag, turn.self()).isPresent()
                                && next.instance(tag, turn.self()).isEmpty()
                                && RemovalRules.mayRun(turn, turn.self(), tag)))
                .toList();
    }

    /**
     * A peer holds a newer configuration, which was agreed upon without this node. What it takes from here is taken down by the old one
     * first, since the new one does not say how.
     */
    static boolean isTooEarly(Turn turn, Config next, NodeId from) {
        List<UnitId> units = hindering(turn, next);
        if (units.isEmpty()) {
            return false;
        }
        turn.note(Note.of(NoteCode.CONFIG_POSTPONED).with("rule", "RC-28").with("number", next.number()).with("from", from)
                .with("units", String.join(",", units.stream().map(UnitId::value).toList())));
        units.stream().filter(unit -> !turn.mind.tasks.containsKey(unit)).forEach(
                unit -> Descent.begin(turn, UnitTask.down(unit, Descent.running(turn, unit), Cause.HEAL, turn.now())));
        turn.wake("catch-up", CATCH_UP_AFTER);
        return true;
    }

    static void catchUp(Turn turn) {
        turn.peers().stream().filter(turn.mind::isAlive).forEach(peer -> turn.tell(peer, new PeerNote.WantConfig()));
    }

    static void notCleanedUp(Turn turn, Call call, String detail) {
        turn.note(Note.of(NoteCode.ACTION_FAILED).with("rule", "RC-28").with("action", call.action()).with("tag", call.tag())
                .with("detail", detail));
    }
}
