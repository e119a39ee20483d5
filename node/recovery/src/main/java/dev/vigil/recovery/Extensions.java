package dev.vigil.recovery;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.OwnershipRow;

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
        KitCallId id = turn.call(call -> new Decision.CallKit(call, target, action, KitLimits.of(target.instance(), action),
                Cause.OPERATOR, source(turn, target), Optional.empty()));
        turn.mind.extensions.put(id, new Soft.Extension(extension.asker(), extension.number(), left));
    }

    /** The owner of the hierarchy, or else the first of its nodes by priority: there the resource is as it shall be here. */
    private static Optional<NodeId> source(Turn turn, Decision.Target target) {
        return Ownership.holder(turn.lcd(), target.resource().unit()).map(OwnershipRow::node)
                .or(() -> turn.config().instances().stream().filter(row -> row.tag().equals(target.resource().tag()))
                        .min(Comparator.comparing(InstanceRow::priority)).map(InstanceRow::node))
                .filter(node -> !node.equals(turn.self()));
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
