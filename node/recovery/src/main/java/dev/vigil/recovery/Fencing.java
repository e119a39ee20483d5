package dev.vigil.recovery;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.FenceRow;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-100: with fencing required and quorum off, silence is no death. Nothing starts here that a silent node may run before the life that it
 * was last heard in is over for certain, or a person says that it is dead.
 */
final class Fencing {
    private Fencing() {}

    static boolean isRequired(Turn turn) {
        return turn.config().isFencingRequired() && !turn.config().isByMajority();
    }

    /** Silent, and nobody knows that it runs nothing. */
    static boolean isAwaited(Turn turn, NodeId node) {
        PeerHealth health = turn.mind.peer(node).health();
        boolean isSilent = health == PeerHealth.DEAD || health == PeerHealth.UNKNOWN;
        return isSilent && isRequired(turn) && !node.equals(turn.self()) && !Verdicts.isCalledDead(turn, node)
                && !Certificates.isOver(turn, node);
    }

    /** The silent node that may own the unit, or take it. Who owns it can lose it only by being fenced. */
    static Optional<NodeId> obstacle(Turn turn, UnitId unit) {
        return isRequired(turn) && !Ownership.holds(turn.lcd(), turn.self(), unit)
                ? turn.peers().stream().filter(peer -> mayRun(turn, unit, peer) && isAwaited(turn, peer)).findFirst()
                : Optional.empty();
    }

    /**
     * The living node that owned the unit last and took it down at its start, to restore it there. With quorum off two nodes may begin in
     * the same moment, and one gives way; where no two may ever run it, the others do not begin.
     */
    static Optional<NodeId> restorer(Turn turn, UnitId unit) {
        return isRequired(turn)
                ? Ownership.last(turn.lcd(), unit).map(OwnershipRow::node)
                        .filter(node -> !node.equals(turn.self()) && turn.mind.isAlive(node)
                                && Descent.isTakenDown(turn, node, unit))
                : Optional.empty();
    }

    /** Of a node that is awaited. */
    static String sentence(Turn turn, NodeId node) {
        FenceWork work = turn.mind.fences.get(node);
        if (work == null) {
            return node + " is silent and was not fenced, so it may still run what it owned";
        }
        return switch (work.phase()) {
            case WAITING -> node + " is silent and is to be fenced first";
            case RUNNING -> node + " is silent and is just being fenced";
            case BLOCKED -> node + " is silent and could not be fenced: " + String.join("; ", work.failures());
        };
    }

    /** The life that a fence of the node shall end: by majority the one for which the voters keep something. */
    static Incarnation life(Turn turn, NodeId node) {
        return LeaseFences.life(turn, node).orElseGet(() -> Certificates.life(turn, node));
    }

    /** By which nodes are fenced without being asked. */
    static String rule(Turn turn) {
        return turn.config().isByMajority() ? "RC-108" : "RC-100";
    }

    static boolean mayRun(Turn turn, UnitId unit, NodeId node) {
        return turn.config().membersOf(unit).stream().anyMatch(tag -> turn.config().instance(tag, node).isPresent());
    }

    static boolean isShared(Turn turn, NodeId node, NodeId other) {
        return Topology.units(turn.config()).stream()
                .anyMatch(unit -> Topology.reaches(turn.config(), unit, node) && mayRun(turn, unit, other));
    }

    /** The devices of a node, in the order in which they are tried. */
    static List<FenceRow> ladder(Turn turn, NodeId node) {
        return turn.config().fences().stream().filter(row -> row.node().equals(node))
                .sorted(Comparator.comparingInt(FenceRow::step))
                .toList();
    }

    /** At the end of each step, so that no way to lose a peer, or to hear it again, has to remember the fence. */
    static void follow(Turn turn) {
        if (turn.mind.fences.isEmpty() && turn.mind.kept.isEmpty() && !isRequired(turn)) {
            return;
        }
        turn.mind.fences.keySet().removeIf(node -> turn.config().system(node).isEmpty());
        for (NodeId peer : turn.peers()) {
            FenceWork work = turn.mind.fences.get(peer);
            if (work == null && isWanted(turn, peer)) {
                Fences.begin(turn, peer);
            } else if (work != null && !work.isAsked() && !isWanted(turn, peer)) {
                Fences.end(turn, work);
            }
        }
    }

    static boolean isWanted(Turn turn, NodeId peer) {
        return turn.config().isByMajority()
                ? isAble(turn) && LeaseFences.isWanted(turn, peer)
                : isWantedWithoutQuorum(turn, peer);
    }

    private static boolean isWantedWithoutQuorum(Turn turn, NodeId peer) {
        return turn.mind.peer(peer).health() == PeerHealth.DEAD && isAwaited(turn, peer) && isAble(turn)
                && !Absences.isAwaited(turn, peer)
                && Confirmations.obstacle(turn, peer).isEmpty()
                && (Handover.isHandedTo(turn, peer)
                        || Topology.units(turn.config()).stream().anyMatch(unit -> isAtStake(turn, unit, peer)));
    }

    /** Who cannot store a certificate, is about to end or to leave, or does not know what it owns, fences nobody. */
    private static boolean isAble(Turn turn) {
        return !Departures.isGoing(turn) && Departures.sentence(turn).isEmpty() && !turn.mind.isStorageFailed()
                && turn.mind.closing.isEmpty() && turn.mind.stall.isEmpty();
    }

    /** The peer stands in the way of the unit, or would fence this node to get it. */
    private static boolean isAtStake(Turn turn, UnitId unit, NodeId peer) {
        if (!mayRun(turn, unit, peer) || Freezes.isFrozen(turn, unit)) {
            return false;
        }
        if (Ownership.holds(turn.lcd(), turn.self(), unit)) {
            return !NoFailover.bars(turn, peer, turn.self());
        }
        return Topology.reaches(turn.config(), unit, turn.self())
                && (turn.mind.start == Soft.Start.WAITING || turn.mind.retries.containsKey(unit) || isOrphaned(turn, unit));
    }

    private static boolean isOrphaned(Turn turn, UnitId unit) {
        return Ownership.last(turn.lcd(), unit).map(OwnershipRow::node).filter(owner -> Peers.isDead(turn, owner))
                .filter(owner -> !NoFailover.bars(turn, turn.self(), owner))
                .filter(owner -> !Moves.protectedOn(turn, unit, owner).isEmpty()).isPresent();
    }
}
