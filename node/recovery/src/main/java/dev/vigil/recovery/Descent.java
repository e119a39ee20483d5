package dev.vigil.recovery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.model.StatusRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-6: resources go out of service parents first, independent branches at the same time. A remove needs no store before it: until
 * the end the rows say that the resource may run. Only when all of a unit is confirmed out is it released, in one store.
 */
final class Descent {
    /** How the reason of a resource begins that failed in nothing but being taken out. */
    static final String NOT_OUT = "could not be taken out of service: ";
    /** How the reason of a resource begins that is out for the sake of order: it ran, and shall run again, here or where this node is missed. */
    private static final String TAKEN_DOWN = "taken down ";

    private Descent() {}

    /** The members of a unit that run here or may. */
    static SortedSet<Tag> running(Turn turn, UnitId unit) {
        SortedSet<Tag> running = new TreeSet<>();
        turn.config().membersOf(unit).stream().filter(tag -> !isOut(turn, tag)).forEach(tag -> running.add(tag));
        return running;
    }

    /** Confirmed out: it never ran here, was removed, or its unit was released, which needs all of it out. */
    static boolean isOut(Turn turn, Tag tag) {
        boolean isHeld = Topology.unitOf(turn.config(), tag).filter(unit -> Ownership.holds(turn.lcd(), turn.self(), unit))
                .isPresent();
        return !isHeld || turn.stateHere(tag).filter(row -> row.state() != ResourceState.OSU).isEmpty();
    }

    /** Takes the place of whatever was going on with the unit. */
    static void begin(Turn turn, UnitTask task) {
        giveUpEarlier(turn, task.unit());
        if (!task.tags().isEmpty()) {
            turn.note(Note.of(NoteCode.REMOVE_BEGINS).with("rule", "RC-6").with("unit", task.unit())
                    .with("tags", WireText.tags(task.tags())).with("cause", task.cause()));
        }
        turn.mind.tasks.put(task.unit(), task);
        advance(turn, task);
    }

    private static void giveUpEarlier(Turn turn, UnitId unit) {
        UnitTask earlier = turn.mind.tasks.remove(unit);
        if (earlier != null) {
            Askers.answer(turn, earlier.asker(), new Reply.Refused(Reply.Refusal.FAILED,
                    "The work on " + unit + " was given up, since the unit must be taken down", "See the history of the node"));
        }
    }

    static void advance(Turn turn, UnitTask task) {
        advance(turn, task, task.tags());
    }

    /** The same, when nothing but {@code candidates} can have become ready; a thousand others need not be looked at. */
    static void advance(Turn turn, UnitTask task, Collection<Tag> candidates) {
        SortedSet<Tag> busy = turn.mind.busy(candidates);
        for (Tag tag : ready(turn, task, candidates)) {
            if (busy.contains(tag)) {
                turn.mind.callsOf(tag).forEach(id -> giveUp(turn, id));
            } else {
                remove(turn, task, tag);
            }
        }
        UnitTask now = Optional.ofNullable(turn.mind.tasks.get(task.unit())).orElse(task);
        boolean isBusy = turn.mind.isAnyBusy(now.tags());
        if (isBusy) {
            return;
        }
        if (ready(turn, now, now.tags()).isEmpty()) {
            DescentEnd.end(turn, now);
        } else {
            advance(turn, now);
        }
    }

    /** Once only, and never a remove. */
    static void giveUp(Turn turn, KitCallId id) {
        Call call = turn.mind.calls.get(id);
        if (call != null && call.action() != Action.REMOVE && !call.isAbandoned()) {
            turn.mind.calls.put(id, call.abandoned());
            turn.abandon(id);
        }
    }

    private static List<Tag> ready(Turn turn, UnitTask task, Collection<Tag> candidates) {
        Config config = turn.config();
        return candidates.stream().filter(task.tags()::contains).filter(tag -> isLeft(task, tag))
                .filter(tag -> config.parentsOf(tag).stream().allMatch(parent -> isOut(turn, task, parent))).toList();
    }

    private static boolean isLeft(UnitTask task, Tag tag) {
        return !task.progress().done().contains(tag) && !task.troubles().containsKey(tag);
    }

    private static boolean isOut(Turn turn, UnitTask task, Tag tag) {
        return task.progress().done().contains(tag) || !task.tags().contains(tag) && isOutOrFailed(turn, tag);
    }

    private static boolean isOutOrFailed(Turn turn, Tag tag) {
        return isOut(turn, tag) || turn.isInState(tag, ResourceState.OSF);
    }

    private static void remove(Turn turn, UnitTask task, Tag tag) {
        Topology.target(turn.config(), tag, turn.self()).ifPresentOrElse(
                target -> turn.call(target, Action.REMOVE, KitLimits.of(target.instance(), Action.REMOVE), task.cause()),
                () -> turn.mind.tasks.computeIfPresent(task.unit(), (unit, now) -> now.done(tag)));
    }

    static void removed(Turn turn, UnitTask task, Tag tag, Outcome outcome) {
        UnitTask next = switch (outcome) {
            case Outcome.Done done -> task.done(tag);
            case Outcome.Failed failed -> {
                turn.note(Note.of(NoteCode.REMOVE_FAILED).with("rule", "RC-6").with("tag", tag).with("detail", failed.detail()));
                yield task.failed(tag, failed.detail());
            }
            case Outcome.Unknown unknown -> {
                turn.note(
                        Note.of(NoteCode.REMOVE_UNKNOWN).with("rule", "RC-9").with("tag", tag).with("detail", unknown.detail()));
                yield task.doubtful(tag, unknown.detail());
            }
        };
        turn.mind.tasks.put(task.unit(), next);
        advance(turn, next, turn.config().childrenOf(tag));
    }

    /** Rows for what the task has learnt. */
    static List<StatusRow> rows(Turn turn, UnitTask task) {
        List<StatusRow> rows = new ArrayList<>();
        task.progress().done().forEach(tag -> rows.add(rowOut(turn, task, tag)));
        task.progress().failed().forEach((tag, why) -> rows.add(
                new StateRow(turn.self(), tag, ResourceState.OSF, NOT_OUT + why)));
        task.progress().doubtful().forEach((tag, why) -> rows.add(
                new StateRow(turn.self(), tag, ResourceState.ILLSTATE, "may still be running: " + why)));
        return rows;
    }

    private static StatusRow rowOut(Turn turn, UnitTask task, Tag tag) {
        String scar = task.scars().get(tag);
        if (scar != null) {
            return new StateRow(turn.self(), tag, ResourceState.OSF, scar);
        }
        Optional<StateRow> row = turn.stateHere(tag)
                .filter(was -> was.state() == ResourceState.OSF && !was.reason().startsWith(NOT_OUT));
        if (row.isPresent() && task.cause() != Cause.OPERATOR) {
            return row.get();
        }
        return switch (task.cause()) {
            case START -> new StateRow(turn.self(), tag, ResourceState.ILLSTATE, TAKEN_DOWN + "at the start of the node");
            case LEASE -> new StateRow(turn.self(), tag, ResourceState.ILLSTATE, TAKEN_DOWN + "when its lease was lost");
            default -> new StateRow(turn.self(), tag, ResourceState.OSU, "");
        };
    }

    /** Out, and to be in service again; should this node be lost before, its heir sees it by this. */
    static boolean isTakenDown(StateRow row) {
        return row.state() == ResourceState.ILLSTATE && row.reason().startsWith(TAKEN_DOWN);
    }

    /** Whether that node has taken down something of the unit that shall run again. */
    static boolean isTakenDown(Turn turn, NodeId node, UnitId unit) {
        return turn.config().membersOf(unit).stream()
                .anyMatch(tag -> turn.lcd().status(node).state(tag).filter(Descent::isTakenDown).isPresent());
    }

    /** Everything of the unit is confirmed out: by this task, or before. */
    static boolean isAllOut(Turn turn, UnitTask task) {
        return turn.config().membersOf(task.unit()).stream()
                .allMatch(tag -> task.progress().done().contains(tag) || !task.troubles().containsKey(tag) && isOut(turn, tag));
    }

    static void release(Turn turn, UnitId unit) {
        turn.lcd().status(turn.self()).ownership(unit).filter(OwnershipRow::isHeld).ifPresent(row -> {
            turn.put(List.of(new OwnershipRow(turn.self(), unit, row.epoch(), false)));
            turn.note(Note.of(NoteCode.RELEASED).with("rule", "RC-6").with("unit", unit).with("epoch", row.epoch()));
        });
    }
}
