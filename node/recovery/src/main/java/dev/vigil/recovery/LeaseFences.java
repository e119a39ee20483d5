package dev.vigil.recovery;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.Holder;

/**
 * RC-108: by majority a node has another one fenced only for a unit that the voters keep until then, when that node is silent and a
 * majority would grant the unit but for it. Whoever is cut off from the voters fences nobody, so no side has to wait for the other.
 */
final class LeaseFences {
    private LeaseFences() {}

    /** What the voters say of a unit that this node seeks; empty when no majority would grant it, fenced or not. */
    static void awaited(Turn turn, UnitId unit, Optional<Holder> owner) {
        owner.ifPresentOrElse(holder -> turn.mind.kept.put(unit, holder), () -> turn.mind.kept.remove(unit));
    }

    /** At the end of each step: what is not sought any more waits for nobody. */
    static void follow(Turn turn) {
        turn.mind.kept.keySet().removeIf(unit -> !isSought(turn, unit));
    }

    private static boolean isSought(Turn turn, UnitId unit) {
        UnitTask task = turn.mind.tasks.get(unit);
        return task != null && task.kind() == UnitTask.Kind.SEEK;
    }

    static boolean isWanted(Turn turn, NodeId peer) {
        return turn.mind.peer(peer).health() == PeerHealth.DEAD && Confirmations.obstacle(turn, peer).isEmpty()
                && !NoFailover.bars(turn, turn.self(), peer) && turn.mind.kept.entrySet().stream()
                        .anyMatch(kept -> kept.getValue().node().equals(peer) && !Freezes.isFrozen(turn, kept.getKey())
                                && !Certificates.isCertain(turn, peer, kept.getValue().life()));
    }

    /** The life of the node for which the voters keep a unit that is sought here. */
    static Optional<Incarnation> life(Turn turn, NodeId node) {
        return turn.mind.kept.values().stream().filter(holder -> holder.node().equals(node)).map(Holder::life).findFirst();
    }

    /** The heirs of what the node owns, each of which may be about to fence it. */
    static List<NodeId> heirs(Turn turn, NodeId victim) {
        SortedSet<NodeId> heirs = new TreeSet<>(List.of(turn.self()));
        Topology.units(turn.config()).stream().filter(unit -> LeaseLoss.of(turn.config(), unit) instanceof LeaseLoss.Fence)
                .filter(unit -> Ownership.last(turn.lcd(), unit).map(OwnershipRow::node).filter(victim::equals).isPresent())
                .forEach(unit -> Placement.heir(turn, unit, victim).ifPresent(heirs::add));
        return List.copyOf(heirs);
    }

    /** Whom each unit waits for, in the words in which people are told. */
    static SortedMap<UnitId, String> sentences(Turn turn) {
        SortedMap<UnitId, String> sentences = new TreeMap<>();
        turn.mind.kept.forEach((unit, holder) -> sentences.put(unit, unit + " is kept for " + holder.node() + " until "
                + holder.node() + " is fenced: " + state(turn, holder.node())));
        return sentences;
    }

    private static String state(Turn turn, NodeId node) {
        FenceWork work = turn.mind.fences.get(node);
        return work == null ? node + " " + Peers.words(turn, node) : Fencing.sentence(turn, node);
    }
}
