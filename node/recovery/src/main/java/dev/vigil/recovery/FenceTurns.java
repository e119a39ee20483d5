package dev.vigil.recovery;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.vigil.lcd.model.FencingRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-102: who fences first. Of two cut sides the one that owns more begins at once and the other waits for the fence delay, or each would
 * end the other; within a side the nodes follow each other, each as much later as the ladder before it may take. By majority (RC-108) only
 * one side fences, and nobody waits for the other.
 */
final class FenceTurns {
    /** A node that has just come back shows its new life a moment before it counts as heard. */
    private static final Duration LEAST = Duration.ofMillis(100);

    private FenceTurns() {}

    static Duration delay(Turn turn, NodeId victim) {
        List<NodeId> side = turn.config().isByMajority() ? LeaseFences.heirs(turn, victim) : side(turn, victim);
        Duration ladder = Fencing.ladder(turn, victim).stream().map(row -> row.agent().limit()).reduce(Duration.ZERO,
                Duration::plus);
        Duration turnOfOwn = LEAST.plus(ladder.multipliedBy(side.indexOf(turn.self())));
        return turn.config().isByMajority() || isFirst(turn)
                ? turnOfOwn
                : turnOfOwn.plus(turn.config().fencing().map(FencingRow::delay).orElse(FencingRow.USUAL_DELAY));
    }

    /** Those who could fence, the owner of most first. */
    private static List<NodeId> side(Turn turn, NodeId victim) {
        return living(turn).stream().filter(node -> node.equals(turn.self()) || Fencing.isShared(turn, node, victim))
                .sorted(Comparator.comparingInt((NodeId node) -> -owned(turn, new TreeSet<>(List.of(node))))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Both sides count the same, since both know the same rows. */
    private static boolean isFirst(Turn turn) {
        SortedSet<NodeId> here = living(turn);
        SortedSet<NodeId> there = new TreeSet<>(turn.peers());
        there.removeAll(here);
        int more = Integer.compare(owned(turn, here), owned(turn, there));
        int bigger = more != 0 ? more : Integer.compare(here.size(), there.size());
        return bigger != 0 ? bigger > 0 : there.isEmpty() || here.first().compareTo(there.first()) < 0;
    }

    private static SortedSet<NodeId> living(Turn turn) {
        SortedSet<NodeId> living = new TreeSet<>(turn.peers());
        living.removeIf(peer -> !turn.mind.isAlive(peer));
        living.add(turn.self());
        return living;
    }

    private static int owned(Turn turn, SortedSet<NodeId> nodes) {
        int owned = 0;
        for (UnitId unit : Topology.units(turn.config())) {
            if (Ownership.holder(turn.lcd(), unit).map(OwnershipRow::node).filter(nodes::contains).isPresent()) {
                owned++;
            }
        }
        return owned;
    }
}
