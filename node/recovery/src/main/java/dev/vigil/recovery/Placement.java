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

    /** The best living peer on which nothing of the unit has failed. */
    static Optional<NodeId> elsewhere(Turn turn, UnitId unit) {
        return candidates(turn, unit, turn.mind::isKnown).stream().filter(node -> !hasFailed(turn, unit, node)).findFirst();
    }

    static boolean hasFailed(Turn turn, UnitId unit, NodeId node) {
        return turn.config().membersOf(unit).stream()
                .anyMatch(tag -> turn.lcd().status(node).state(tag).filter(row -> row.state() == ResourceState.OSF).isPresent());
    }

    /** Every node beside {@link #best}, with what spoke against it. */
    static List<Candidate> heirs(Turn turn, UnitId unit) {
        Optional<NodeId> best = best(turn, unit);
        return judged(turn, node -> best.filter(node::equals).isPresent()
                ? Optional.empty()
                : objection(turn, unit, node).or(() -> Optional.of(Candidate.Objection.LATER)));
    }

    /** Every node beside {@link #elsewhere}, with what spoke against it; this node is the one that is left. */
    static List<Candidate> others(Turn turn, UnitId unit) {
        Optional<NodeId> next = elsewhere(turn, unit);
        return judged(turn, node -> {
            if (next.filter(node::equals).isPresent()) {
                return Optional.empty();
            }
            if (node.equals(turn.self())) {
                return Optional.of(Candidate.Objection.LEFT);
            }
            return objection(turn, unit, node).or(() -> Optional.of(Candidate.Objection.LATER));
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

    private static Optional<Candidate.Objection> objection(Turn turn, UnitId unit, NodeId node) {
        if (!Topology.reaches(turn.config(), unit, node)) {
            return Optional.of(Candidate.Objection.NOT_EXTENDED);
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
