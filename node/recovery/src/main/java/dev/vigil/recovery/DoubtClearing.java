package dev.vigil.recovery;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-117: nobody knows whether a resource runs here, and a person has it looked at. What the quick check finds well is in service. A check
 * that fails, or cannot tell, or that the resource does not have, changes nothing.
 */
final class DoubtClearing {
    private DoubtClearing() {}

    static void begin(Turn turn, Asker asker, String caller, Request.ClearDoubt request) {
        Tag tag = request.tag();
        Optional<UnitId> unit = Topology.unitOf(turn.config(), tag);
        Optional<Decision.Target> target = Topology.target(turn.config(), tag, turn.self());
        if (unit.isEmpty()) {
            Moves.refuseUnknown(turn, asker, tag);
            return;
        }
        Optional<Reply.Refused> wrong = objection(turn, tag, unit.get());
        if (wrong.isPresent() || target.isEmpty()) {
            wrong.ifPresent(refused -> Askers.answer(turn, asker, refused));
            return;
        }
        turn.note(Note.of(NoteCode.DOUBT_LOOKED_AT).with("rule", "RC-117").with("tag", tag).with("by", caller).with("reason",
                request.reason()));
        turn.mind.tasks.put(unit.get(), UnitTask.down(unit.get(), new TreeSet<>(List.of(tag)), Cause.OPERATOR, turn.now())
                .as(UnitTask.Kind.LOOK).askedBy(asker));
        turn.call(target.get(), Action.QUICK_CHECK, KitLimits.of(target.get().instance(), Action.QUICK_CHECK), Cause.OPERATOR);
    }

    /** What this node is giving up cannot be in service here, whatever a check finds. */
    private static Optional<Reply.Refused> objection(Turn turn, Tag tag, UnitId unit) {
        if (turn.config().instance(tag, turn.self()).isEmpty()) {
            return RemovalRules.refusal(Reply.Refusal.NOT_FOUND, tag + " is not extended to " + turn.self(),
                    "See status for where it is");
        }
        return RulingRequests.noDoubt(turn, tag, unit).or(() -> RemovalRules.quiet(turn, unit)).or(() -> turn.mind.hasCall(tag)
                ? RemovalRules.refusal(Reply.Refusal.NOT_NOW, "An action of " + tag + " still runs on " + turn.self(),
                        "Wait until it is done")
                : Optional.empty());
    }

    static void finished(Turn turn, UnitTask task, Call call, Outcome outcome) {
        Tag tag = call.tag();
        turn.mind.tasks.remove(task.unit());
        switch (outcome) {
            case Outcome.Done done when done.report().isEmpty() -> {
                cleared(turn, tag);
                Checks.schedule(turn, tag);
                turn.mind.retries.remove(task.unit());
                Askers.done(turn, task.asker(), tag + " runs well on " + turn.self() + " and is in service");
            }
            case Outcome.Done nothing -> undecided(turn, task, tag, "could not tell", nothing.report());
            case Outcome.Failed failed -> undecided(turn, task, tag, "failed", failed.detail());
            case Outcome.Unknown unknown -> undecided(turn, task, tag, "could not tell", unknown.detail());
        }
    }

    /** A check that fails may have failed to look: that nothing runs is for a person to say. */
    private static void undecided(Turn turn, UnitTask task, Tag tag, String what, String detail) {
        Optional.ofNullable(turn.mind.retries.get(task.unit()))
                .ifPresent(tags -> ResourceFailure.later(turn, task.unit(), tags));
        Askers.refuse(turn, task.asker(), Reply.Refusal.UNKNOWN,
                "The check of " + tag + " on " + turn.self() + " " + what + ": " + detail,
                "It stays in doubt; once it is certain that it does not run, vigil resource confirm-stopped");
    }

    private static void cleared(Turn turn, Tag tag) {
        turn.put(List.of(new StateRow(turn.self(), tag, ResourceState.ISP, "")));
        turn.note(Note.of(NoteCode.DOUBT_CLEARED).with("rule", "RC-117").with("tag", tag).with("state", ResourceState.ISP));
        Checks.forget(turn, tag);
    }
}
