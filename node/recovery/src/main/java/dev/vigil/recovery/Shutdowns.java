package dev.vigil.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.UnitId;

/** RC-21: a node that is to stop takes out of service what it owns, or hands it over; from then on it starts nothing. */
final class Shutdowns {
    private Shutdowns() {}

    /** The flag by which scripts say that this node hands over whenever it stops. */
    static final String SWITCHES_OVER = "shutdown_switchover";

    static void begin(Turn turn, Asker asker, Request.ShutdownStrategy asked) {
        boolean isFlagged = turn.lcd().status(turn.self()).hasFlag(SWITCHES_OVER);
        Request.ShutdownStrategy strategy = isFlagged ? Request.ShutdownStrategy.SWITCH_OVER : asked;
        if (asked != Request.ShutdownStrategy.HAND_OVER) {
            Restarts.giveUp(turn);
        }
        if (turn.mind.closing.isPresent()) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, turn.self() + " is stopping already", "Wait for it");
            return;
        }
        if (asked == Request.ShutdownStrategy.HAND_OVER) {
            Restarts.begin(turn, asker);
            return;
        }
        SortedSet<UnitId> units = new TreeSet<>();
        Ownership.heldBy(turn.lcd(), turn.self()).stream().map(OwnershipRow::unit).forEach(unit -> units.add(unit));
        turn.note(Note.of(NoteCode.SHUTDOWN_BEGINS).with("rule", "RC-21").with("strategy", strategy)
                .with("units", String.join(",", units.stream().map(UnitId::value).toList())));
        turn.mind.closing = Optional.of(new Soft.Closing(asker, units, List.of()));
        if (units.isEmpty()) {
            Certificates.stopped(turn);
            Askers.done(turn, asker, turn.self() + " owns nothing");
        }
        units.forEach(unit -> leave(turn, unit, strategy));
    }

    private static void leave(Turn turn, UnitId unit, Request.ShutdownStrategy strategy) {
        Optional<NodeId> next = strategy == Request.ShutdownStrategy.SWITCH_OVER && !turn.mind.isStorageFailed()
                && !Freezes.isFrozen(turn, unit)
                        ? Placement.elsewhere(turn, unit)
                        : Optional.empty();
        UnitTask task = UnitTask.down(unit, Descent.running(turn, unit), Cause.SHUTDOWN, turn.now())
                .askedBy(new Asker.Closing(unit));
        Descent.begin(turn, next.map(node -> task.then(new After.HandTo(node, Moves.wanted(turn, unit)))).orElse(task));
    }

    static void unitDone(Turn turn, UnitId unit, Reply reply) {
        Optional<Soft.Closing> closing = turn.mind.closing.filter(c -> c.left().contains(unit));
        if (closing.isEmpty()) {
            return;
        }
        SortedSet<UnitId> left = new TreeSet<>(closing.get().left());
        left.remove(unit);
        List<String> troubles = new ArrayList<>(closing.get().troubles());
        if (reply instanceof Reply.Refused refused) {
            troubles.add(refused.sentence());
        }
        turn.mind.closing = Optional.of(new Soft.Closing(closing.get().asker(), left, troubles));
        if (left.isEmpty()) {
            end(turn, closing.get().asker(), troubles);
        }
    }

    private static void end(Turn turn, Asker asker, List<String> troubles) {
        turn.note(Note.of(NoteCode.SHUTDOWN_DONE).with("rule", "RC-21").with("troubles", troubles.size()));
        if (troubles.isEmpty()) {
            Certificates.stopped(turn);
            Askers.done(turn, asker, "All that " + turn.self() + " owned is out of service or handed over");
        } else {
            Askers.refuse(turn, asker, Reply.Refusal.FAILED, String.join("; ", troubles), "See the history of " + turn.self());
        }
    }
}
