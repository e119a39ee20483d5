package dev.vigil.recovery;

import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.UnitId;

/**
 * RC-118: a person has the operation given up that keeps a node from changing the configuration. What was not committed never happened;
 * what was committed stays, since something of it may be running. No half of it can come back: each change names the document on which it
 * builds (RC-15).
 */
final class LockBreaking {
    private LockBreaking() {}

    static void broken(Turn turn, Asker asker, String caller, Request.BreakLock request) {
        Optional<Operation> operation = turn.mind.operation;
        if (operation.isPresent()) {
            turn.note(Note.of(NoteCode.LOCK_BROKEN).with("rule", "RC-118").with("work", AdminLock.work(operation.get().plan()))
                    .with("step", AdminLock.step(operation.get())).with("by", caller).with("reason", request.reason()));
            Askers.done(turn, asker, giveUp(turn, operation.get(), "An operator (" + caller + ") had it given up: "
                    + request.reason()));
            return;
        }
        Optional<Soft.PreparedChange> promise = turn.mind.prepared;
        Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW,
                promise.isPresent()
                        ? "Node " + promise.get().proposer() + " is changing the configuration, not " + turn.self()
                        : "Nothing keeps " + turn.self() + " from changing the configuration",
                promise.isPresent()
                        ? "Name it with --node; if it is silent, what it was promised ends within seconds"
                        : "Nothing to do");
    }

    private static String giveUp(Turn turn, Operation operation, String why) {
        String work = AdminLock.work(operation.plan());
        return switch (operation.stage()) {
            case Operation.Stage.Probing probing -> {
                Operations.end(turn, operation, new Reply.Refused(Reply.Refusal.NOT_NOW, why, "Nothing was changed"));
                yield work + " is given up; nothing was changed";
            }
            case Operation.Stage.Proposing proposing -> {
                Proposals.withdraw(turn, operation, why);
                yield work + " is given up; nothing was changed";
            }
            case Operation.Stage.Working working -> {
                letGoOn(turn, operation);
                Operations.end(turn, operation,
                        new Reply.Refused(Reply.Refusal.UNKNOWN, why,
                                "What was committed stays; see status for what became of it"));
                yield work + " is waited for no more; what was committed stays, and what runs goes on";
            }
        };
    }

    /** The restore of a new resource goes on by itself: its end must not be taken for that of the next operation. */
    private static void letGoOn(Turn turn, Operation operation) {
        if (operation.plan() instanceof Operation.Plan.Create create) {
            UnitId unit = create.request().resource().unit();
            List.copyOf(turn.mind.tasks.values()).stream()
                    .filter(task -> task.unit().equals(unit) && task.asker() instanceof Asker.Operation)
                    .forEach(task -> turn.mind.tasks.put(unit, task.askedBy(Asker.NOBODY)));
        }
    }
}
