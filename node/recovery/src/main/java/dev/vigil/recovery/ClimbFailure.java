package dev.vigil.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.model.StatusRow;
import dev.vigil.lcd.model.Tag;

/**
 * RC-5: what becomes of a unit that could not be brought in service. Whatever failed or is in doubt is removed first; only a
 * confirmed remove lets the unit go elsewhere. What an operator asked for on this node stays on this node.
 */
final class ClimbFailure {
    private ClimbFailure() {}

    static void end(Turn turn, UnitTask task) {
        turn.mind.tasks.remove(task.unit());
        SortedMap<Tag, String> troubles = task.troubles();
        turn.put(rows(turn, task));
        Optional<NodeId> next = task.cause() == Cause.OPERATOR ? Optional.empty() : Placement.refuge(turn, task.unit());
        UnitTask down = UnitTask.down(task.unit(), down(turn, task, next.isPresent()), task.cause(), turn.now())
                .scarred(troubles);
        if (task.cause() == Cause.OPERATOR) {
            Descent.begin(turn, down.askedBy(task.asker()));
            return;
        }
        Askers.answer(turn, task.asker(),
                new Reply.Refused(Reply.Refusal.FAILED, sentence(turn, troubles), "See the history of the node"));
        next.ifPresentOrElse(node -> MoveLimits.count(turn, task.unit()), () -> MoveLimits.tell(turn, task.unit()));
        After after = next.<After>map(node -> new After.HandTo(node, task.tags())).orElseGet(() -> new After.Retry(task.tags()));
        if (next.isEmpty()) {
            turn.note(Placement.withRefused(Note.of(NoteCode.NOWHERE_TO_GO).with("rule", "RC-5").with("unit", task.unit())
                    .with("detail", sentence(turn, troubles)), Placement.others(turn, task.unit()), List.of(turn.self())));
        }
        Descent.begin(turn, down.then(after));
    }

    private static SortedSet<Tag> down(Turn turn, UnitTask task, boolean isLeaving) {
        return isLeaving ? Descent.running(turn, task.unit()) : new TreeSet<>(task.troubles().keySet());
    }

    static String sentence(Turn turn, SortedMap<Tag, String> troubles) {
        return String.join("; ", troubles.entrySet().stream()
                .map(e -> e.getKey() + " could not be brought in service on " + turn.self() + ": " + e.getValue()).toList());
    }

    private static List<StatusRow> rows(Turn turn, UnitTask task) {
        List<StatusRow> rows = new ArrayList<>();
        for (Tag tag : task.tags()) {
            if (task.progress().done().contains(tag)) {
                rows.add(new StateRow(turn.self(), tag, ResourceState.ISP, ""));
                Checks.begin(turn, tag);
            } else if (task.progress().failed().containsKey(tag)) {
                rows.add(new StateRow(turn.self(), tag, ResourceState.OSF, task.troubles().getOrDefault(tag, "")));
            } else if (task.progress().doubtful().containsKey(tag)) {
                rows.add(new StateRow(turn.self(), tag, ResourceState.ILLSTATE, "in doubt: " + task.troubles().get(tag)));
            } else {
                rows.add(new StateRow(turn.self(), tag, ResourceState.OSU, "not tried, since another resource failed"));
            }
        }
        return rows;
    }
}
