package dev.vigil.recovery;

import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.Tag;

/** Brings the end of a kit call to the work that waits for it. */
final class Tasks {
    private Tasks() {}

    static void finished(Turn turn, KitCallId id, Outcome outcome) {
        Call call = turn.mind.calls.remove(id);
        if (call == null) {
            return;
        }
        Soft.Extension extension = turn.mind.extensions.remove(id);
        if (extension != null) {
            Extensions.finished(turn, extension, call, outcome);
            return;
        }
        Asker asker = turn.mind.asked.remove(id);
        if (asker != null) {
            AskedActions.finished(turn, asker, call, outcome);
        }
        Soft.Raised raised = turn.mind.raised.remove(id);
        Optional<UnitTask> task = Topology.unitOf(turn.config(), call.tag())
                .flatMap(unit -> Optional.ofNullable(turn.mind.tasks.get(unit)));
        if (task.isPresent() && task.get().tags().contains(call.tag())) {
            worked(turn, task.get(), call, outcome);
        } else {
            alone(turn, call, outcome);
        }
        if (raised != null) {
            EventHandling.finished(turn, raised, outcome);
        }
    }

    private static void worked(Turn turn, UnitTask task, Call call, Outcome outcome) {
        Tag tag = call.tag();
        switch (task.kind()) {
            case UP -> {
                if (call.action() == Action.RESTORE) {
                    Climb.restored(turn, task, tag, outcome);
                } else {
                    Climb.advance(turn, task, List.of(tag));
                }
            }
            case DOWN -> {
                if (call.action() == Action.REMOVE) {
                    Descent.removed(turn, task, tag, outcome);
                } else {
                    Descent.advance(turn, task, List.of(tag));
                }
            }
            case RECOVER -> {
                if (call.action() == Action.RECOVER) {
                    ResourceFailure.recovered(turn, task, tag, outcome);
                } else {
                    ResourceFailure.repair(turn, task);
                }
            }
            case LOOK -> DoubtClearing.finished(turn, task, call, outcome);
            case HANDED, SEEK -> {
                return;
            }
        }
    }

    private static void alone(Turn turn, Call call, Outcome outcome) {
        switch (call.action()) {
            case QUICK_CHECK, DEEP_CHECK -> Checks.finished(turn, call.tag(), call.action(), outcome);
            case DELETE -> cleanedUp(turn, call, outcome);
            case RESTORE, REMOVE, RECOVER, CAN_EXTEND, EXTEND, ANNOUNCE, HANDLE_EVENT -> {
                return;
            }
        }
    }

    private static void cleanedUp(Turn turn, Call call, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done done -> {
                return;
            }
            case Outcome.Failed failed -> Removals.notCleanedUp(turn, call, failed.detail());
            case Outcome.Unknown unknown -> Removals.notCleanedUp(turn, call, unknown.detail());
        }
    }

    static void advance(Turn turn, UnitTask task) {
        switch (task.kind()) {
            case UP -> Climb.advance(turn, task);
            case DOWN -> Descent.advance(turn, task);
            case RECOVER, LOOK, HANDED, SEEK -> {
                return;
            }
        }
    }
}
