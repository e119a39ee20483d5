package dev.vigil.recovery;

import java.util.Optional;

import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/** RC-120: what must hold before a node leaves the cluster. */
final class NodeRemovalRules {
    private NodeRemovalRules() {}

    static Optional<Reply.Refused> check(Turn turn, NodeId node) {
        return place(turn, node).or(() -> onlyPlace(turn, node)).or(() -> life(turn, node)).or(() -> owner(turn, node))
                .or(() -> work(turn, node));
    }

    private static Optional<Reply.Refused> place(Turn turn, NodeId node) {
        if (turn.config().system(node).isEmpty()) {
            return RemovalRules.refusal(Reply.Refusal.NOT_FOUND, "There is no node " + node, "See status for those that exist");
        }
        if (turn.peers().isEmpty()) {
            return RemovalRules.refusal(Reply.Refusal.INVALID, node + " is the only node of the cluster",
                    "To end the cluster, stop the node and delete its home folder");
        }
        return node.equals(turn.self())
                ? RemovalRules.refusal(Reply.Refusal.INVALID, "Node " + node + " does not remove itself", "Ask another node: "
                        + PeerNote.nodes(turn.peers()))
                : Optional.empty();
    }

    private static Optional<Reply.Refused> onlyPlace(Turn turn, NodeId node) {
        return turn.config().instances().stream().filter(row -> row.node().equals(node)).map(InstanceRow::tag)
                .filter(tag -> Topology.nodes(turn.config(), tag).size() == 1).findFirst()
                .flatMap(tag -> RemovalRules.refusal(Reply.Refusal.INVALID, tag + " is on no other node than " + node,
                        "Extend it to another node, or delete it"));
    }

    /** It has to agree, or to be off for certain: a node that is only cut off goes on by the configuration before. */
    private static Optional<Reply.Refused> life(Turn turn, NodeId node) {
        if (turn.mind.isKnown(node) || Peers.isKnownOff(turn, node)) {
            return Optional.empty();
        }
        return RemovalRules.refusal(Reply.Refusal.NOT_NOW, "Node " + node + " " + Peers.words(turn, node) + ", and may live",
                Peers.isThere(turn, node)
                        ? "Wait until it is heard and has spoken"
                        : "Start it; or switch it off for good and say so: vigil node confirm-dead " + node);
    }

    private static Optional<Reply.Refused> owner(Turn turn, NodeId node) {
        boolean isOff = Peers.isKnownOff(turn, node);
        Optional<UnitId> owned = Ownership.heldBy(turn.lcd(), node).stream().map(OwnershipRow::unit)
                .filter(unit -> !turn.config().membersOf(unit).isEmpty())
                .filter(unit -> !isOff || Ownership.holder(turn.lcd(), unit).filter(row -> row.node().equals(node)).isPresent())
                .findFirst();
        return owned.flatMap(unit -> isOff
                ? RemovalRules.refusal(Reply.Refusal.NOT_NOW, node + " owned " + unit + ", and nobody has taken it over",
                        "Bring it in service on another node, or delete it")
                : RemovalRules.refusal(Reply.Refusal.NOT_NOW, node + " owns " + unit,
                        "Use switchover to move it to another node, or take it out of service"));
    }

    /** What a living node says of itself counts, and of what it shared with others nothing may be going on. */
    private static Optional<Reply.Refused> work(Turn turn, NodeId node) {
        for (UnitId unit : Topology.units(turn.config())) {
            if (turn.config().membersOf(unit).stream().anyMatch(tag -> turn.config().instance(tag, node).isPresent())) {
                Optional<Reply.Refused> wrong = RemovalRules.quiet(turn, unit).or(() -> running(turn, unit, node));
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Reply.Refused> running(Turn turn, UnitId unit, NodeId node) {
        return Peers.isKnownOff(turn, node)
                ? Optional.empty()
                : turn.config().membersOf(unit).stream().filter((Tag tag) -> RemovalRules.mayRun(turn, node, tag)).findFirst()
                        .flatMap(tag -> RemovalRules.refusal(Reply.Refusal.NOT_NOW, tag + " may still be running on " + node,
                                "Take it out of service first"));
    }
}
