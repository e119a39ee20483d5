package dev.vigil.recovery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.Initialization;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.model.StatusRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-4: resources come in service children first, independent branches at the same time; the first failure stops the climb. Epoch
 * and "may be running" are durable before the first restore; nothing is stored between two restores.
 */
final class Climb {
    private Climb() {}

    /** Own the unit, at least under this epoch, and bring resources in service. */
    static void take(Turn turn, UnitTask task, Epoch epoch) {
        if (turn.config().isByMajority()) {
            Leases.seek(turn, task);
        } else {
            own(turn, task, epoch);
        }
    }

    /** Own the unit under a new epoch, which nothing speaks against any more. */
    static void own(Turn turn, UnitTask task, Epoch epoch) {
        UnitId unit = task.unit();
        turn.put(List.of(new OwnershipRow(turn.self(), unit, epoch, true)));
        turn.note(Note.of(NoteCode.EPOCH_TAKEN).with("rule", "RC-1").with("unit", unit).with("epoch", epoch)
                .with("cause", task.cause()).with("quorum", Grantor.mode(turn).word()));
        begin(turn, task);
    }

    /** Bring resources of a unit that this node owns in service. */
    static void begin(Turn turn, UnitTask task) {
        UnitTask next = task;
        List<StatusRow> rows = new ArrayList<>();
        for (Tag tag : task.tags()) {
            if (turn.stateHere(tag).filter(row -> row.state().isInService()).isPresent() || startsByItself(turn, task, tag)) {
                next = next.done(tag);
            } else {
                rows.add(new StateRow(turn.self(), tag, ResourceState.ILLSTATE, "is being brought in service"));
            }
        }
        turn.note(Note.of(NoteCode.RESTORE_BEGINS).with("rule", "RC-4").with("unit", task.unit())
                .with("tags", WireText.tags(task.tags())).with("cause", task.cause()));
        turn.put(rows);
        turn.callsNeedStore();
        turn.mind.retries.remove(task.unit());
        turn.mind.tasks.put(task.unit(), next);
        advance(turn, next);
    }

    private static boolean startsByItself(Turn turn, UnitTask task, Tag tag) {
        return task.cause() == Cause.START && turn.config().resource(tag)
                .filter(resource -> resource.initialization() == Initialization.AUTORES_ISP).isPresent();
    }

    /** Call what can be called now; end the task when there is nothing left. */
    static void advance(Turn turn, UnitTask task) {
        advance(turn, task, task.tags());
    }

    /** The same, when nothing but {@code candidates} can have become ready; a thousand others need not be looked at. */
    static void advance(Turn turn, UnitTask task, Collection<Tag> candidates) {
        if (task.progress().isClean() && turn.mind.stall.isEmpty()) {
            ready(turn, task, candidates).forEach(tag -> restore(turn, task, tag));
        }
        UnitTask now = Optional.ofNullable(turn.mind.tasks.get(task.unit())).orElse(task);
        boolean isBusy = turn.mind.isAnyBusy(now.tags());
        if (now.progress().done().size() == now.tags().size()) {
            succeed(turn, now);
        } else if (!now.progress().isClean() && !isBusy) {
            ClimbFailure.end(turn, now);
        }
    }

    private static List<Tag> ready(Turn turn, UnitTask task, Collection<Tag> candidates) {
        SortedSet<Tag> done = task.progress().done();
        SortedSet<Tag> busy = turn.mind.busy(candidates);
        return candidates.stream().filter(task.tags()::contains).filter(tag -> !done.contains(tag))
                .filter(tag -> !busy.contains(tag))
                .filter(tag -> done.containsAll(turn.config().childrenOf(tag))).toList();
    }

    private static void restore(Turn turn, UnitTask task, Tag tag) {
        Topology.target(turn.config(), tag, turn.self()).ifPresentOrElse(
                target -> turn.call(target, Action.RESTORE, KitLimits.of(target.instance(), Action.RESTORE), task.cause()),
                () -> turn.mind.tasks.computeIfPresent(task.unit(),
                        (unit, now) -> now.failed(tag, tag + " is not extended to " + turn.self())));
    }

    static void restored(Turn turn, UnitTask task, Tag tag, Outcome outcome) {
        UnitTask next = switch (outcome) {
            case Outcome.Done done -> task.done(tag);
            case Outcome.Failed failed -> {
                turn.note(Note.of(NoteCode.RESTORE_FAILED).with("rule", "RC-4").with("tag", tag).with("detail", failed.detail()));
                yield task.failed(tag, failed.detail());
            }
            case Outcome.Unknown unknown -> {
                turn.note(
                        Note.of(NoteCode.RESTORE_UNKNOWN).with("rule", "RC-9").with("tag", tag).with("detail", unknown.detail()));
                yield task.doubtful(tag, unknown.detail());
            }
        };
        turn.mind.tasks.put(task.unit(), next);
        advance(turn, next, turn.config().parentsOf(tag));
    }

    private static void succeed(Turn turn, UnitTask task) {
        turn.mind.tasks.remove(task.unit());
        turn.put(task.tags().stream().map(tag -> new StateRow(turn.self(), tag, ResourceState.ISP, "")).toList());
        long millis = turn.now().since(task.began()).toMillis();
        turn.note(Note.of(task.cause() == Cause.NODE_FAILURE ? NoteCode.FAILOVER_DONE : NoteCode.IN_SERVICE).with("rule", "RC-4")
                .with("unit", task.unit()).with("tags", WireText.tags(task.tags())).with("cause", task.cause())
                .with("took-ms", millis));
        task.tags().forEach(tag -> Checks.begin(turn, tag));
        Askers.answer(turn, task.asker(),
                new Reply.Done(List.of(WireText.tags(task.tags()) + " in service on " + turn.self())));
    }
}
