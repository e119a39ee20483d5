package dev.vigil.recovery;

import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.QuorumMode;
import dev.vigil.lcd.model.QuorumRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-1: whether anything that this node knows speaks against its owning a unit. With quorum off that is all; by majority the voters are
 * asked next (RC-53), and peers that were never heard do not matter.
 */
final class Grantor {
    private Grantor() {}

    /** Who wants it. */
    enum Will {
        /** A rule: it must know of every peer what it owns, or that it died. */
        RULE,
        /** The death of the owner that this node knew: a peer that was never heard had no part in it. */
        FAILOVER,
        /** A person, who knows of peers that were never heard. */
        PERSON,
        /** The owner that lives gives it: who is silent cannot have it. */
        HANDOVER
    }

    /** The answer. */
    sealed interface Grant {
        record Given(Epoch epoch) implements Grant {}

        record Withheld(String sentence, String hint) implements Grant {}
    }

    static Grant ask(Turn turn, UnitId unit, Will will) {
        Optional<Grant.Withheld> hindrance = hindrance(turn, unit);
        if (hindrance.isPresent()) {
            return hindrance.get();
        }
        Optional<NodeId> away = Absences.owner(turn, unit);
        if (away.isPresent()) {
            return new Grant.Withheld("Node " + Absences.sentence(turn, away.get()),
                    "Wait for it, or vigil node confirm-dead " + away.get() + " when it does not come back");
        }
        Optional<NodeId> unfenced = will == Will.HANDOVER ? Optional.empty() : Fencing.obstacle(turn, unit);
        if (unfenced.isPresent()) {
            return new Grant.Withheld("Node " + Fencing.sentence(turn, unfenced.get()),
                    "vigil fence node " + unfenced.get() + ", or vigil node confirm-dead when its power is cut");
        }
        Optional<String> unsafe = switch (will) {
            case HANDOVER -> Optional.empty();
            case PERSON -> SafetyCheck.obstacleByHand(turn, unit);
            case RULE, FAILOVER -> SafetyCheck.obstacle(turn, unit);
        };
        if (unsafe.isPresent()) {
            return new Grant.Withheld("Node " + unsafe.get(), "vigil node confirm-dead, once it is certain that it runs nothing");
        }
        Optional<NodeId> rival = rival(turn, unit);
        if (rival.isPresent()) {
            return new Grant.Withheld("Node " + rival.get() + " owns " + unit, "Use switchover to move it");
        }
        Optional<NodeId> restorer = will == Will.RULE ? Fencing.restorer(turn, unit) : Optional.empty();
        if (restorer.isPresent()) {
            return new Grant.Withheld("Node " + restorer.get() + " brings " + unit + " in service again itself",
                    "Use in-service to start it here");
        }
        Optional<NodeId> unknown = will == Will.PERSON || will == Will.HANDOVER || turn.config().isByMajority()
                ? Optional.empty()
                : unknown(turn).stream().filter(node -> will == Will.RULE || turn.mind.peer(node).wasHeard()).findFirst();
        if (unknown.isPresent()) {
            return new Grant.Withheld("Node " + unknown.get() + " has not said what it owns",
                    "Start it, or bring the resource in service by hand");
        }
        return new Grant.Given(turn.lcd().highestEpoch(unit).next());
    }

    static QuorumMode mode(Turn turn) {
        return turn.config().quorum().map(QuorumRow::mode).orElse(QuorumMode.OFF);
    }

    /** What this node itself suffers from. */
    static Optional<Grant.Withheld> hindrance(Turn turn, UnitId unit) {
        if (turn.mind.isStorageFailed()) {
            return Optional.of(
                    new Grant.Withheld("The disk of " + turn.self() + " takes no changes, so no ownership can be stored",
                            "Free space or repair the disk, then try again"));
        }
        Optional<String> gone = Departures.sentence(turn);
        if (gone.isPresent()) {
            return Optional.of(new Grant.Withheld(gone.get(), Departures.WHAT_TO_DO));
        }
        if (Departures.isGoing(turn)) {
            return Optional.of(new Grant.Withheld("Node " + turn.self() + " is just being removed from the cluster",
                    "Ask another node"));
        }
        if (turn.mind.closing.isPresent()) {
            return Optional.of(new Grant.Withheld("Node " + turn.self() + " is stopping", "Ask another node"));
        }
        if (turn.mind.stall.isPresent() || turn.mind.yielding.contains(unit)) {
            return Optional.of(new Grant.Withheld("Node " + turn.self() + " does not know whether it still owns " + unit,
                    "Try again in a moment"));
        }
        return Optional.empty();
    }

    /** Another node that is not dead and owns the unit, or runs a resource of it, perhaps by an older configuration as part of another unit. */
    static Optional<NodeId> rival(Turn turn, UnitId unit) {
        return turn.config().isByMajority() ? rivalByMajority(turn, unit) : rivalByItself(turn, unit);
    }

    /** A peer that is not lost and holds it under the highest epoch that anybody knows; one of a lower epoch is letting go. */
    private static Optional<NodeId> rivalByMajority(Turn turn, UnitId unit) {
        return Ownership.last(turn.lcd(), unit).filter(OwnershipRow::isHeld).map(OwnershipRow::node)
                .filter(node -> !node.equals(turn.self()) && turn.mind.peer(node).wasHeard() && !Peers.isLost(turn, node));
    }

    private static Optional<NodeId> rivalByItself(Turn turn, UnitId unit) {
        return turn.peers().stream().filter(peer -> Peers.isThere(turn, peer))
                .filter(peer -> Ownership.holds(turn.lcd(), peer, unit)).map(peer -> turn.lcd().status(peer).ownership(unit))
                .flatMap(Optional::stream).max(Ownership.RANK).map(OwnershipRow::node)
                .or(() -> turn.peers().stream().filter(peer -> Peers.isThere(turn, peer))
                        .filter(peer -> turn.config().membersOf(unit).stream().anyMatch(tag -> mayRun(turn, peer, tag)))
                        .findFirst());
    }

    private static boolean mayRun(Turn turn, NodeId node, Tag tag) {
        return turn.lcd().status(node).state(tag).filter(row -> row.state().isInService()
                || row.state() == ResourceState.ILLSTATE && !Descent.isTakenDown(row)).isPresent();
    }

    /**
     * Peers that may own anything: neither told everything nor dead. Once this node has settled, a node that was never heard since is
     * one that was added later or is switched off. RC-100: at its start it waits for a fence too.
     */
    static List<NodeId> unknown(Turn turn) {
        return turn.peers().stream().filter(peer -> !turn.mind.isKnown(peer) && !isSettled(turn, peer))
                .filter(peer -> turn.mind.start == Soft.Start.WAITING || turn.mind.peer(peer).wasHeard()).toList();
    }

    private static boolean isSettled(Turn turn, NodeId peer) {
        return Peers.isDead(turn, peer) && !(turn.mind.start == Soft.Start.WAITING && Fencing.isAwaited(turn, peer));
    }
}
