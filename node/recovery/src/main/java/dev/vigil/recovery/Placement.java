package dev.vigil.recovery;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.lcd.model.UnitId;

/** RC-7: which node a unit goes to: the living one with the best priority to which the whole hierarchy is extended. */
final class Placement {
    private Placement() {}

    /** Nodes that could take the unit, best first; one on which a resource of it has failed comes after all others. */
    static List<NodeId> candidates(Turn turn, UnitId unit, Predicate<NodeId> isAllowed) {
        Config config = turn.config();
        return config.systems().stream().map(SystemRow::node).filter(isAllowed)
                .filter(node -> Topology.reaches(config, unit, node))
                .sorted(Comparator.comparing((NodeId node) -> hasFailed(turn, unit, node))
                        .thenComparing(node -> Topology.priority(config, unit, node)).thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** The best of the living, this node among them. */
    static Optional<NodeId> best(Turn turn, UnitId unit) {
        return candidates(turn, unit, node -> node.equals(turn.self()) || turn.mind.isAlive(node)).stream().findFirst();
    }

    /** RC-7, RC-71: who takes a unit from a dead node: the best of the living on which no flag forbids it. */
    static Optional<NodeId> heir(Turn turn, UnitId unit, NodeId dead) {
        return candidates(turn, unit, node -> isHeir(turn, node, dead)).stream().findFirst();
    }

    private static boolean isHeir(Turn turn, NodeId node, NodeId dead) {
        return !node.equals(dead) && (node.equals(turn.self()) || turn.mind.isAlive(node)) && !NoFailover.bars(turn, node, dead);
    }

    /** Why there is no heir, node by node. */
    static String nobody(Turn turn, UnitId unit, NodeId dead) {
        List<String> reasons = turn.config().systems().stream().map(SystemRow::node).filter(node -> !node.equals(dead))
                .map(node -> reason(turn, unit, node, dead)).toList();
        return reasons.isEmpty() ? "there is no other node" : String.join(", ", reasons);
    }

    private static String reason(Turn turn, UnitId unit, NodeId node, NodeId dead) {
        if (!Topology.reaches(turn.config(), unit, node)) {
            return Topology.outOfReach(turn.config(), unit, node) == Candidate.Objection.NO_VOTER
                    ? node + " does not vote"
                    : unit + " is not extended to " + node;
        }
        return NoFailover.bars(turn, node, dead)
                ? node + " has the flag " + NoFailover.flag(dead)
                : node + " " + Peers.words(turn, node);
    }

    /**
     * RC-5, RC-19: where a unit goes by itself when it fails on this node: to the best living peer on which nothing of it has failed,
     * unless something stands in the way of any move.
     */
    static Optional<NodeId> refuge(Turn turn, UnitId unit) {
        if (isHeld(turn, unit)) {
            return Optional.empty();
        }
        return candidates(turn, unit, node -> turn.mind.isKnown(node) && !NoFailover.bars(turn, node, turn.self())).stream()
                .filter(node -> !hasFailed(turn, unit, node)).findFirst();
    }

    private static boolean isHeld(Turn turn, UnitId unit) {
        return Freezes.isFrozen(turn, unit) || MoveLimits.obstacle(turn, unit).isPresent();
    }

    /** The best living peer on which nothing of the unit has failed. */
    static Optional<NodeId> elsewhere(Turn turn, UnitId unit) {
        return candidates(turn, unit, turn.mind::isKnown).stream().filter(node -> !hasFailed(turn, unit, node)).findFirst();
    }

    static boolean hasFailed(Turn turn, UnitId unit, NodeId node) {
        return turn.config().membersOf(unit).stream()
                .anyMatch(tag -> turn.lcd().status(node).state(tag).filter(row -> row.state() == ResourceState.OSF).isPresent());
    }

    /** Every node beside {@link #heir}, with what spoke against it. */
    static List<Candidate> heirs(Turn turn, UnitId unit, NodeId dead) {
        Optional<NodeId> heir = heir(turn, unit, dead);
        return judged(turn, node -> heir.filter(node::equals).isPresent()
                ? Optional.empty()
                : objection(turn, unit, node, dead).or(() -> Optional.of(Candidate.Objection.LATER)));
    }

    /** Every node beside {@link #refuge}, with what spoke against it; this node is the one that is left. */
    static List<Candidate> others(Turn turn, UnitId unit) {
        Optional<NodeId> next = refuge(turn, unit);
        Candidate.Objection rest = isHeld(turn, unit) ? Candidate.Objection.HELD : Candidate.Objection.LATER;
        return judged(turn, node -> {
            if (next.filter(node::equals).isPresent()) {
                return Optional.empty();
            }
            if (node.equals(turn.self())) {
                return Optional.of(Candidate.Objection.LEFT);
            }
            return objection(turn, unit, node, turn.self()).or(() -> Optional.of(rest));
        });
    }

    /** What is told beside a decision: those that were refused, but for the nodes that its note names already. */
    static Note withRefused(Note note, List<Candidate> candidates, List<NodeId> named) {
        List<String> refused = candidates.stream().filter(one -> one.objection().isPresent())
                .filter(one -> !named.contains(one.node())).map(Candidate::toString).toList();
        return refused.isEmpty() ? note : note.with("refused", String.join(",", refused));
    }

    static List<Candidate> judged(Turn turn, Function<NodeId, Optional<Candidate.Objection>> judge) {
        return turn.config().systems().stream().map(SystemRow::node).map(node -> new Candidate(node, judge.apply(node))).toList();
    }

    private static Optional<Candidate.Objection> objection(Turn turn, UnitId unit, NodeId node, NodeId leaving) {
        if (!Topology.reaches(turn.config(), unit, node)) {
            return Optional.of(Topology.outOfReach(turn.config(), unit, node));
        }
        if (NoFailover.bars(turn, node, leaving)) {
            return Optional.of(Candidate.Objection.FLAGGED);
        }
        return absence(turn, node)
                .or(() -> hasFailed(turn, unit, node) ? Optional.of(Candidate.Objection.FAILED) : Optional.empty());
    }

    private static Optional<Candidate.Objection> absence(Turn turn, NodeId node) {
        if (node.equals(turn.self())) {
            return Optional.empty();
        }
        PeerView peer = turn.mind.peer(node);
        return switch (peer.health()) {
            case DEAD -> Optional.of(Candidate.Objection.DEAD);
            case DEAF -> Optional.of(Candidate.Objection.DEAF);
            case UNKNOWN -> Optional.of(Candidate.Objection.UNKNOWN);
            case ALIVE -> peer.isFresh() ? Optional.empty() : Optional.of(Candidate.Objection.UNTOLD);
        };
    }
}
