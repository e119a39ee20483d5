package dev.vigil.recovery;

import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.DependencyRow;
import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.UnitId;

/** RC-25: a dependency joins two units; only units of one owner, or of none, can be joined, and only while nothing moves. */
final class JoinRules {
    private JoinRules() {}

    static Optional<String> check(Turn turn, Request.CreateDependency request) {
        Config config = turn.config();
        Optional<ResourceRow> parent = config.resource(request.parent());
        Optional<ResourceRow> child = config.resource(request.child());
        if (parent.isEmpty() || child.isEmpty()) {
            return Optional.of("There is no resource " + (parent.isEmpty() ? request.parent() : request.child()));
        }
        if (config.rows().containsKey(DependencyRow.keyOf(request.parent(), request.child()))) {
            return Optional.of(request.parent() + " needs " + request.child() + " already");
        }
        if (!Topology.nodes(config, request.parent()).equals(Topology.nodes(config, request.child()))) {
            return Optional.of(request.parent() + " is on " + PeerNote.nodes(Topology.nodes(config, request.parent())) + " and "
                    + request.child()
                    + " on " + PeerNote.nodes(Topology.nodes(config, request.child())) + "; both must be on the same nodes");
        }
        return checkOwners(turn, request, parent.get().unit(), child.get().unit());
    }

    private static Optional<String> checkOwners(Turn turn, Request.CreateDependency request, UnitId kept, UnitId gone) {
        if (turn.mind.tasks.containsKey(kept) || turn.mind.tasks.containsKey(gone)) {
            return Optional.of("There is work going on with " + kept + " or " + gone + "; wait until it is done");
        }
        Optional<NodeId> first = owner(turn, kept);
        Optional<NodeId> second = owner(turn, gone);
        if (first.isPresent() && second.isPresent() && !first.equals(second)) {
            return Optional.of(request.parent() + " is on " + first.get() + " and " + request.child() + " on " + second.get()
                    + "; move them together first");
        }
        if (turn.isInState(request.parent(), ResourceState.ISP) && !turn.isInState(request.child(), ResourceState.ISP)) {
            return Optional.of(request.parent() + " is in service and " + request.child() + " is not; bring it in service first");
        }
        return Optional.empty();
    }

    private static Optional<NodeId> owner(Turn turn, UnitId unit) {
        return Ownership.holder(turn.lcd(), unit).map(OwnershipRow::node);
    }

    /** The unit of the parent survives; its owner owns all of it under an epoch above all old ones. */
    static void merge(Turn turn, Operation.Plan.Join plan) {
        if (plan.kept().equals(plan.gone())) {
            return;
        }
        Epoch first = turn.lcd().highestEpoch(plan.kept());
        Epoch second = turn.lcd().highestEpoch(plan.gone());
        Epoch above = first.compareTo(second) > 0 ? first.next() : second.next();
        boolean isOurs = Ownership.holds(turn.lcd(), turn.self(), plan.kept())
                || Ownership.holds(turn.lcd(), turn.self(), plan.gone());
        turn.put(List.of(new OwnershipRow(turn.self(), plan.kept(), above, isOurs)));
        turn.drop(OwnershipRow.keyOf(plan.gone()));
    }
}
