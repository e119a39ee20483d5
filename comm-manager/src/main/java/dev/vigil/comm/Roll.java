package dev.vigil.comm;

import dev.vigil.comm.heartbeat.Departure;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who belongs to the cluster by the configuration of this node. What others say is let in only from these. An empty one, before the first
 * configuration, turns nobody away.
 *
 * @param number of the configuration: a node believes that it belongs to the cluster no more only to one that is newer than its own
 */
public record Roll(long number, SortedMap<NodeId, Member> members) {
    public static final Roll UNKNOWN = new Roll(0, new TreeMap<>());

    /**
     * A node of the cluster.
     *
     * @param firstLife the counter of the first life of the machine that bears the name; those below are of one that was replaced
     * @param key the fingerprint of the public key of that machine; empty: any that the authority has signed for the name
     */
    public record Member(long firstLife, String key) {}

    public Roll {
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }

    /** Why nothing of this life of the node counts here. */
    public Optional<Departure> objection(NodeId node, Incarnation life) {
        if (members.isEmpty()) {
            return Optional.empty();
        }
        Member member = members.get(node);
        if (member == null) {
            return Optional.of(Departure.REMOVED);
        }
        return life.counter() < member.firstLife() ? Optional.of(Departure.REPLACED) : Optional.empty();
    }

    /** Whether a machine with that key may bear the name of the node. */
    public boolean isKeyOf(NodeId node, String fingerprint) {
        Member member = members.get(node);
        return member == null || member.key().isEmpty() || member.key().equals(fingerprint);
    }
}
