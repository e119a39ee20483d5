package dev.vigil.recovery;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/** RC-28: what must hold before anything is taken out of the configuration. */
final class RemovalRules {
    private RemovalRules() {}

    static Optional<Reply.Refused> delete(Turn turn, Tag tag, UnitId unit) {
        List<Tag> parents = turn.config().parentsOf(tag);
        if (!parents.isEmpty()) {
            String names = String.join(", ", parents.stream().map(Tag::value).toList());
            return refusal(Reply.Refusal.NEEDED, tag + " is needed by " + names, "Delete " + names
                    + " first, or the dependency on " + tag);
        }
        return quiet(turn, unit).or(() -> out(turn, tag, Topology.nodes(turn.config(), tag)));
    }

    static Optional<Reply.Refused> unextend(Turn turn, Request.Unextend request, UnitId unit, SortedSet<Tag> there) {
        NodeId node = request.node();
        if (there.isEmpty()) {
            return refusal(Reply.Refusal.NOT_FOUND, request.tag() + " is not extended to " + node,
                    "See status for where it is");
        }
        Optional<Tag> last = there.stream().filter(tag -> Topology.nodes(turn.config(), tag).size() == 1).findFirst();
        if (last.isPresent()) {
            return refusal(Reply.Refusal.INVALID, last.get() + " is on no other node than " + node,
                    "Delete the resource instead");
        }
        if (Ownership.holds(turn.lcd(), node, unit)) {
            return refusal(Reply.Refusal.NOT_NOW, node + " owns " + unit + ", to which " + request.tag() + " belongs",
                    "Use switchover to move it to another node, or take it out of service");
        }
        return quiet(turn, unit)
                .or(() -> there.stream().flatMap(tag -> out(turn, tag, List.of(node)).stream()).findFirst());
    }

    /** Nothing is going on with the unit, as far as this node, which is the owner if there is one, can know. */
    static Optional<Reply.Refused> quiet(Turn turn, UnitId unit) {
        UnitTask task = turn.mind.tasks.get(unit);
        if (task != null) {
            return refusal(Reply.Refusal.NOT_NOW, turn.self() + " is at work with " + unit + " (" + task.kind() + ")",
                    "Wait until it is done");
        }
        if (turn.mind.stall.isPresent() || turn.mind.yielding.contains(unit)) {
            return refusal(Reply.Refusal.NOT_NOW, "Node " + turn.self() + " does not know whether it still owns " + unit,
                    "Try again in a moment");
        }
        return Ownership.holder(turn.lcd(), unit).map(OwnershipRow::node)
                .filter(node -> !node.equals(turn.self()) && !Peers.isThere(turn, node))
                .flatMap(node -> refusal(Reply.Refusal.NOT_NOW, node + " owned " + unit + " and cannot be reached",
                        "Wait until it is back, or bring the hierarchy in service on another node"));
    }

    private static Optional<Reply.Refused> out(Turn turn, Tag tag, List<NodeId> nodes) {
        return nodes.stream().filter(node -> mayRun(turn, node, tag)).findFirst().flatMap(node -> {
            boolean isInService = turn.lcd().stateOf(tag, node).isInService();
            return refusal(Reply.Refusal.NOT_NOW,
                    tag + (isInService ? " is in service on " : " may still be running on ") + node,
                    "Take it out of service first");
        });
    }

    /** By the last that the node said of it. What has failed and was confirmed out does not run. */
    static boolean mayRun(Turn turn, NodeId node, Tag tag) {
        Optional<StateRow> row = turn.lcd().status(node).state(tag);
        if (row.filter(known -> known.state().isInService()).isPresent()) {
            return true;
        }
        boolean isHeld = Topology.unitOf(turn.config(), tag).filter(unit -> Ownership.holds(turn.lcd(), node, unit)).isPresent();
        return isHeld && row.filter(RemovalRules::isInDoubt).isPresent();
    }

    static boolean isInDoubt(StateRow row) {
        return row.state() == ResourceState.ILLSTATE
                || row.state() == ResourceState.OSF && row.reason().startsWith(Descent.NOT_OUT);
    }

    static Optional<Reply.Refused> refusal(Reply.Refusal refusal, String sentence, String hint) {
        return Optional.of(new Reply.Refused(refusal, sentence, hint));
    }
}
