package dev.vigil.recovery;

import java.util.List;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Outcome;

/** RC-24, at the node that is extended to: its kits are asked about resources that it does not have yet, one after the other. */
final class Extensions {
    private Extensions() {}

    static void asked(Turn turn, NodeId from, PeerNote.ExtendAsk ask) {
        next(turn, new Soft.Extension(from, ask.number(), ask.targets()), ask.action());
    }

    private static void next(Turn turn, Soft.Extension extension, Action action) {
        if (extension.left().isEmpty()) {
            turn.tell(extension.asker(), new PeerNote.ExtendAnswer(extension.number(), action, ""));
            return;
        }
        Decision.Target target = extension.left().getFirst();
        if (turn.mind.hasCall(target.resource().tag())) {
            turn.tell(extension.asker(), new PeerNote.ExtendAnswer(extension.number(), action,
                    target.resource().tag() + ": an earlier action of it has not ended yet"));
            return;
        }
        List<Decision.Target> left = extension.left().subList(1, extension.left().size());
        KitCallId id = turn.call(target, action, KitLimits.of(target.instance(), action), Cause.OPERATOR);
        turn.mind.extensions.put(id, new Soft.Extension(extension.asker(), extension.number(), left));
    }

    static void finished(Turn turn, Soft.Extension extension, Call call, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done done -> next(turn, extension, call.action());
            case Outcome.Failed failed -> object(turn, extension, call, failed.detail());
            case Outcome.Unknown unknown -> object(turn, extension, call, unknown.detail());
        }
    }

    private static void object(Turn turn, Soft.Extension extension, Call call, String detail) {
        turn.tell(extension.asker(), new PeerNote.ExtendAnswer(extension.number(), call.action(), call.tag() + ": " + detail));
    }
}
