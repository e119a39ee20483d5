package dev.vigil.recovery;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-76: what a person may say in the controller's stead, always with a reason. Nothing is believed that this node knows to be otherwise:
 * what is in service is not stopped, and what has not failed cannot be cleared.
 */
final class RulingRequests {
    private RulingRequests() {}

    static void handle(Turn turn, Asker asker, String caller, Request.Ruling ruling) {
        switch (ruling) {
            case Request.Freeze freeze -> Freezes.freeze(turn, asker, caller, freeze);
            case Request.Unfreeze unfreeze -> Freezes.unfreeze(turn, asker, caller, unfreeze);
            case Request.ConfirmFailover confirm -> Confirmations.confirm(turn, asker, caller, confirm);
            case Request.ConfirmDead dead -> Confirmations.callDead(turn, asker, caller, dead);
            case Request.FenceNode fence -> Fences.ask(turn, asker, fence);
            case Request.Keep keep -> Keepers.keep(turn, asker, caller, keep);
            case Request.StartAlone alone -> Starting.alone(turn, asker, caller, alone);
            case Request.ClearFailed clear -> clearFailed(turn, asker, clear);
            case Request.ConfirmStopped stopped -> confirmStopped(turn, asker, caller, stopped);
            case Request.ClearDoubt doubt -> DoubtClearing.begin(turn, asker, caller, doubt);
            case Request.BreakLock lock -> LockBreaking.broken(turn, asker, caller, lock);
            case Request.SetNode set -> NodeSettings.set(turn, asker, caller, set);
        }
    }

    /** The node that does it. */
    static NodeId place(Turn turn, Request.Ruling ruling) {
        return switch (ruling) {
            case Request.Freeze freeze -> turn.self();
            case Request.Unfreeze unfreeze -> turn.self();
            case Request.ConfirmFailover confirm -> turn.self();
            case Request.ConfirmDead dead -> turn.self();
            case Request.FenceNode fence -> turn.self();
            case Request.Keep keep -> turn.self();
            case Request.StartAlone alone -> alone.node();
            case Request.ClearFailed clear -> clear.node().or(() -> onlyOne(turn, clear.tag())).orElse(turn.self());
            case Request.ConfirmStopped stopped ->
                stopped.node().or(() -> Requests.owner(turn, stopped.tag())).orElse(turn.self());
            case Request.ClearDoubt doubt -> doubt.node().or(() -> Requests.owner(turn, doubt.tag())).orElse(turn.self());
            case Request.BreakLock lock -> lock.node();
            case Request.SetNode set -> set.node();
        };
    }

    /** The only node on which it has failed. */
    private static Optional<NodeId> onlyOne(Turn turn, Tag tag) {
        List<NodeId> failed = Topology.nodes(turn.config(), tag).stream()
                .filter(node -> turn.lcd().stateOf(tag, node) == ResourceState.OSF).toList();
        return failed.size() == 1 ? Optional.of(failed.getFirst()) : Optional.empty();
    }

    private static void clearFailed(Turn turn, Asker asker, Request.ClearFailed request) {
        Tag tag = request.tag();
        if (turn.config().resource(tag).isEmpty()) {
            Moves.refuseUnknown(turn, asker, tag);
        } else if (!turn.isInState(tag, ResourceState.OSF)) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, tag + " has not failed on " + turn.self() + ": it is "
                    + turn.lcd().stateOf(tag, turn.self()) + " there", "See status for where it has failed");
        } else {
            Overrides.setState(turn, asker,
                    new Request.SetState(tag, Optional.of(turn.self()), ResourceState.OSU, request.reason()));
        }
    }

    private static void confirmStopped(Turn turn, Asker asker, String caller, Request.ConfirmStopped request) {
        Tag tag = request.tag();
        Optional<UnitId> unit = Topology.unitOf(turn.config(), tag);
        if (unit.isEmpty()) {
            Moves.refuseUnknown(turn, asker, tag);
            return;
        }
        Optional<Reply.Refused> wrong = noDoubt(turn, tag, unit.get());
        if (wrong.isPresent()) {
            Askers.answer(turn, asker, wrong.get());
            return;
        }
        turn.put(List.of(new StateRow(turn.self(), tag, ResourceState.OSU, "confirmed stopped by " + caller + ": "
                + request.reason())));
        turn.note(Note.of(NoteCode.CONFIRMED_STOPPED).with("rule", "RC-76").with("tag", tag).with("by", caller)
                .with("reason", request.reason()));
        letGo(turn, unit.get());
        Askers.done(turn, asker, tag + " is taken for stopped on " + turn.self());
    }

    /** Why there is no doubt whether it runs here that could be settled now. */
    static Optional<Reply.Refused> noDoubt(Turn turn, Tag tag, UnitId unit) {
        ResourceState state = turn.lcd().stateOf(tag, turn.self());
        if (state.isInService()) {
            return RemovalRules.refusal(Reply.Refusal.NOT_NOW, tag + " is " + state + " on " + turn.self() + ": it runs",
                    "Use out-of-service to stop it");
        }
        if (turn.mind.tasks.containsKey(unit)) {
            return RemovalRules.refusal(Reply.Refusal.NOT_NOW, turn.self() + " is at work with " + unit, "Wait until it is done");
        }
        return turn.stateHere(tag).filter(RemovalRules::isInDoubt).filter(row -> !Descent.isTakenDown(row)).isPresent()
                ? Optional.empty()
                : RemovalRules.refusal(Reply.Refusal.NOT_NOW, "Nobody doubts that " + tag + " is out on " + turn.self(),
                        "See status for where it may still run");
    }

    /** If nothing of it is left it is released, and with it what stood in doubt because of it. */
    static void letGo(Turn turn, UnitId unit) {
        if (!Descent.running(turn, unit).isEmpty()) {
            return;
        }
        Descent.release(turn, unit);
        turn.mind.yielding.remove(unit);
        Optional.ofNullable(turn.mind.retries.get(unit)).filter(tags -> Ownership.holder(turn.lcd(), unit).isEmpty())
                .ifPresent(tags -> ResourceFailure.later(turn, unit, new TreeSet<>(tags)));
    }
}
