package dev.vigil.recovery;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.Tag;

/**
 * RC-32: a person may have a resource checked or repaired at once, or say that it has failed; what is found is treated like what the
 * node finds by itself. A repair that was asked for and failed is followed by a check, which decides.
 */
final class AskedActions {
    private static final List<Action> ALLOWED = List.of(Action.QUICK_CHECK, Action.DEEP_CHECK, Action.RECOVER);

    private AskedActions() {}

    static void run(Turn turn, Asker asker, Request.RunAction request) {
        Action action = request.action();
        Optional<Decision.Target> target = Topology.target(turn.config(), request.tag(), turn.self());
        Optional<Reply.Refused> wrong = ALLOWED.contains(action)
                ? check(turn, request.tag(), action != Action.RECOVER)
                : RemovalRules.refusal(Reply.Refusal.INVALID, action + " cannot be asked for by itself",
                        "Checks and recover can; use in-service and out-of-service for the others");
        if (wrong.isPresent() || target.isEmpty()) {
            wrong.ifPresent(refused -> Askers.answer(turn, asker, refused));
        } else if (action == Action.RECOVER) {
            UnitTask task = UnitTask
                    .down(target.get().resource().unit(), new TreeSet<>(List.of(request.tag())), Cause.OPERATOR, turn.now())
                    .as(UnitTask.Kind.RECOVER).askedBy(asker);
            turn.mind.tasks.put(task.unit(), task);
            ResourceFailure.repair(turn, task);
        } else {
            KitCallId call = turn.call(target.get(), action, KitLimits.of(target.get().instance(), action), Cause.OPERATOR);
            turn.mind.asked.put(call, asker);
        }
    }

    static void failed(Turn turn, Asker asker, Request.SendEvent request) {
        Optional<Reply.Refused> wrong = check(turn, request.tag(), false);
        if (wrong.isPresent()) {
            Askers.answer(turn, asker, wrong.get());
            return;
        }
        String decided = ResourceFailure.failed(turn, request.tag(), request.detail());
        Askers.answer(turn, asker,
                new Reply.Done(List.of("the failure of " + request.tag() + " is taken in on " + turn.self(), decided)));
    }

    static Optional<Reply.Refused> check(Turn turn, Tag tag, boolean mayBeUnprotected) {
        if (turn.config().resource(tag).isEmpty()) {
            return RemovalRules.refusal(Reply.Refusal.NOT_FOUND, "There is no resource " + tag,
                    "See status for those that exist");
        }
        ResourceState state = turn.lcd().stateOf(tag, turn.self());
        if (turn.config().instance(tag, turn.self()).isEmpty() || !state.isInService()) {
            return RemovalRules.refusal(Reply.Refusal.NOT_NOW, tag + " is not in service on " + turn.self(),
                    "See status for where it is");
        }
        if (state == ResourceState.ISU && !mayBeUnprotected) {
            return RemovalRules.refusal(Reply.Refusal.NOT_NOW, tag + " is unprotected on " + turn.self()
                    + ": nothing is done about its failures", "Set it to ISP first");
        }
        boolean isQuiet = Topology.unitOf(turn.config(), tag).filter(unit -> Checks.isQuiet(turn, unit)).isPresent();
        if (!isQuiet || turn.mind.hasCall(tag)) {
            return RemovalRules.refusal(Reply.Refusal.NOT_NOW, turn.self() + " is at work with " + tag,
                    "Try again in a moment");
        }
        return Optional.empty();
    }

    /** Whatever comes of the outcome besides, whoever waits for it is told. */
    static void finished(Turn turn, Asker asker, Call call, Outcome outcome) {
        String what = call.action() + " of " + call.tag() + " on " + turn.self();
        Askers.answer(turn, asker, switch (outcome) {
            case Outcome.Done done ->
                new Reply.Done(List.of(what + " found it healthy, after " + done.took().toMillis() + " ms"));
            case Outcome.Failed failed ->
                new Reply.Refused(Reply.Refusal.FAILED, what + " failed: " + failed.detail(),
                        "See status for what is done about it");
            case Outcome.Unknown unknown ->
                new Reply.Refused(Reply.Refusal.UNKNOWN, what + " could not tell: " + unknown.detail(),
                        "Ask again; it counts as failed the third time in a row");
        });
    }

    static void notRecovered(Turn turn, UnitTask task, Tag tag, String detail) {
        turn.note(Note.of(NoteCode.ACTION_FAILED).with("rule", "RC-32").with("action", Action.RECOVER).with("tag", tag)
                .with("detail", detail));
        Askers.refuse(turn, task.asker(), Reply.Refusal.FAILED,
                "RECOVER of " + tag + " on " + turn.self() + " failed: " + detail,
                "It is checked now; see status for what comes of it");
        Checks.schedule(turn, tag);
        Topology.target(turn.config(), tag, turn.self()).ifPresent(target -> turn.call(target, Action.QUICK_CHECK,
                KitLimits.of(target.instance(), Action.QUICK_CHECK), Cause.CHECK));
    }
}
