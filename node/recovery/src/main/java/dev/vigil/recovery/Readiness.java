package dev.vigil.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.CertificateRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-77: whether a unit would be taken over if its owner died now, by whom, and why not. The rules of the failover itself are asked; none
 * is written down twice.
 *
 * @param heir the node that would take it over
 * @param obstacles one sentence each; empty when it would be taken over
 */
public record Readiness(UnitId unit, Optional<NodeId> owner, Optional<NodeId> heir, List<String> obstacles) {
    public Readiness {
        obstacles = List.copyOf(obstacles);
    }

    public boolean isReady() {
        return heir.isPresent() && obstacles.isEmpty();
    }

    /** Of every unit, as this node sees it now. */
    public static List<Readiness> all(ClusterView view, Ticks now) {
        SortedMap<NodeId, Turn> without = new TreeMap<>();
        return Topology.units(view.lcd().config()).stream().map(unit -> {
            Optional<NodeId> owner = Ownership.holder(view.lcd(), unit).map(OwnershipRow::node);
            return owner.map(node -> of(without.computeIfAbsent(node, dead -> without(view, now, dead)), unit, node))
                    .orElseGet(() -> not(unit, owner, unit + " is not in service"));
        }).toList();
    }

    /** The cluster as it would be if the node were found dead now, and fenced where it must be. Nothing comes of this turn. */
    private static Turn without(ClusterView view, Ticks now, NodeId dead) {
        Turn turn = new Turn(view, now);
        if (!dead.equals(turn.self())) {
            turn.mind.peers.put(dead, turn.mind.peer(dead).with(PeerHealth.DEAD));
            Certificates.write(turn, dead, Certificates.life(turn, dead), CertificateRow.End.OFF, "supposed", 0);
            SafetyCheck.suppose(turn, dead);
        }
        return turn;
    }

    private static Readiness of(Turn turn, UnitId unit, NodeId owner) {
        Optional<NodeId> owned = Optional.of(owner);
        if (Absences.isAway(turn, owner)) {
            return not(unit, owned, Absences.sentence(turn, owner));
        }
        return switch (Failover.plan(turn, unit, owner)) {
            case Failover.Plan.Idle idle -> not(unit, owned, "nothing of it is in service and protected on " + owner);
            case Failover.Plan.Held held -> not(unit, owned, held.reason());
            case Failover.Plan.Nowhere nowhere -> not(unit, owned, nowhere.reason());
            case Failover.Plan.To to -> new Readiness(unit, owned, Optional.of(to.node()), troubles(turn, unit, to.node()));
        };
    }

    private static Readiness not(UnitId unit, Optional<NodeId> owner, String why) {
        return new Readiness(unit, owner, Optional.empty(), List.of(why));
    }

    /** What would hinder the heir itself, as far as this node knows. */
    private static List<String> troubles(Turn turn, UnitId unit, NodeId heir) {
        List<String> troubles = new ArrayList<>();
        if (Placement.hasFailed(turn, unit, heir)) {
            troubles.add("a resource of it has failed on " + heir + ", and no better node is left");
        }
        Optional.ofNullable(LeaseFences.sentences(turn).get(unit)).ifPresent(troubles::add);
        if (heir.equals(turn.self()) && Grantor.ask(turn, unit, Grantor.Will.FAILOVER) instanceof Grantor.Grant.Withheld no) {
            troubles.add(no.sentence());
        } else if (!heir.equals(turn.self()) && !turn.mind.isKnown(heir)) {
            troubles.add(heir + " has not said yet what it owns");
        }
        return troubles;
    }
}
