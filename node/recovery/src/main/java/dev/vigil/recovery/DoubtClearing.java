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
 * RC-117: nobody knows whether a resource runs here, and a person has it looked at. The quick check is believed: what it finds well is in
 * service, what it finds failed does not run. A check that cannot tell changes nothing.
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
            case Outcome.Done done -> {
                cleared(turn, tag, ResourceState.ISP);
                Checks.schedule(turn, tag);
                turn.mind.retries.remove(task.unit());
                Askers.done(turn, task.asker(), tag + " runs well on " + turn.self() + " and is in service");
            }
            case Outcome.Failed failed -> {
                cleared(turn, tag, ResourceState.OSU);
                RulingRequests.letGo(turn, task.unit());
                Askers.done(turn, task.asker(), tag + " does not run on " + turn.self() + ": " + failed.detail());
            }
            case Outcome.Unknown unknown -> {
                Optional.ofNullable(turn.mind.retries.get(task.unit()))
                        .ifPresent(tags -> ResourceFailure.later(turn, task.unit(), tags));
                Askers.refuse(turn, task.asker(), Reply.Refusal.UNKNOWN,
                        "The check of " + tag + " on " + turn.self() + " could not tell: " + unknown.detail(),
                        "It stays in doubt; once it is ended by hand, vigil resource confirm-stopped");
            }
        }
    }

    private static void cleared(Turn turn, Tag tag, ResourceState state) {
        turn.put(List.of(new StateRow(turn.self(), tag, state, "")));
        turn.note(Note.of(NoteCode.DOUBT_CLEARED).with("rule", "RC-117").with("tag", tag).with("state", state));
        Checks.forget(turn, tag);
    }
}
