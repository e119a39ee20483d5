package dev.vigil.recovery;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-3: two owners of one unit have met, or are about to arise: the one of lower rank shuts its gate in the same step and takes its
 * resources out, parents first. The other keeps, and announces itself again.
 */
final class Heal {
    private Heal() {}

    /** After anything was learnt of a peer's rows. */
    static void compare(Turn turn) {
        Leases.giveWay(turn);
        Contests.follow(turn);
        for (OwnershipRow mine : Ownership.heldBy(turn.lcd(), turn.self())) {
            Optional<OwnershipRow> top = Ownership.holder(turn.lcd(), mine.unit());
            top.filter(row -> !row.node().equals(turn.self()) && !Contests.isHeldBack(turn, mine.unit(), row.node()))
                    .ifPresent(row -> giveWay(turn, mine, row.epoch(), row.node(), Cause.HEAL));
            if (!Contests.isMet(turn, mine.unit())) {
                rise(turn, mine);
            }
        }
    }

    /** A peer took the unit under a higher epoch and let it go, unheard by this owner, which would else not count as the last one. */
    private static void rise(Turn turn, OwnershipRow mine) {
        UnitId unit = mine.unit();
        if (turn.config().isByMajority() || Grantor.hindrance(turn, unit).isPresent()) {
            return;
        }
        Ownership.last(turn.lcd(), unit).filter(last -> !last.isHeld() && !last.node().equals(turn.self())).ifPresent(last -> {
            Epoch next = turn.lcd().highestEpoch(unit).next();
            turn.put(List.of(new OwnershipRow(turn.self(), unit, next, true)));
            turn.note(Note.of(NoteCode.EPOCH_RAISED).with("rule", "RC-3").with("unit", unit).with("epoch", next)
                    .with("over", last.epoch()));
        });
    }

    /** A living peer says that it takes the unit. */
    static void announced(Turn turn, NodeId from, PeerNote.TakingOver taking) {
        OwnershipRow theirs = new OwnershipRow(from, taking.unit(), taking.epoch(), true);
        turn.lcd().status(turn.self()).ownership(taking.unit()).filter(OwnershipRow::isHeld)
                .filter(mine -> Ownership.RANK.compare(mine, theirs) < 0).ifPresent(mine -> {
                    ask(turn, from);
                    if (!Contests.isHeldBack(turn, taking.unit(), from)) {
                        giveWay(turn, mine, taking.epoch(), from, Cause.HEAL);
                    }
                });
    }

    /** The peer owns more than its rows here say. */
    static void ask(Turn turn, NodeId peer) {
        turn.mind.peers.put(peer, turn.mind.peer(peer).stale());
        turn.tell(peer, new PeerNote.WantStatus());
    }

    /** RC-13: a peer that does not hear this node will take over what it can take: take it down here first. By majority it can take nothing; with fencing required, nothing of a node that it has not fenced. */
    static void deaf(Turn turn, NodeId peer) {
        if (turn.config().isByMajority() || Fencing.isRequired(turn)) {
            return;
        }
        for (OwnershipRow mine : Ownership.heldBy(turn.lcd(), turn.self())) {
            if (Freezes.isFrozen(turn, mine.unit()) || NoFailover.bars(turn, peer, turn.self())) {
                continue; // the peer knows the same, and takes nothing; or owns it already
            }
            Optional<NodeId> heir = Placement.candidates(turn, mine.unit(),
                    node -> !node.equals(turn.self()) && (node.equals(peer) || turn.mind.isAlive(node))).stream().findFirst();
            heir.filter(node -> node.equals(peer)).ifPresent(node -> giveWay(turn, mine, mine.epoch(), peer, Cause.HEAL));
        }
    }

    /** Should nobody turn out to own it in the end, it is brought in service again. */
    static void giveWay(Turn turn, OwnershipRow mine, Epoch theirs, NodeId to, Cause cause) {
        UnitId unit = mine.unit();
        if (!turn.mind.yielding.add(unit)) {
            return;
        }
        turn.note(Note.of(NoteCode.YIELDS).with("rule", "RC-3").with("unit", unit).with("to", to).with("own-epoch", mine.epoch())
                .with("their-epoch", theirs).with("cause", cause));
        SortedSet<Tag> wanted = Moves.wanted(turn, unit);
        if (!wanted.isEmpty()) {
            turn.mind.retries.put(unit, wanted);
        }
        Descent.begin(turn, UnitTask.down(unit, Descent.running(turn, unit), cause, turn.now()));
    }

    /**
     * Whether others are about to decide what becomes of what this node let go: a rival of lower rank lets it go as well, or who owned it
     * last has started anew and restores it itself. A minute later nobody is waited for. By majority the voters decide.
     */
    static boolean isOpen(Turn turn, UnitId unit) {
        if (turn.config().isByMajority() || Ownership.holds(turn.lcd(), turn.self(), unit)) {
            return false;
        }
        return Ownership.last(turn.lcd(), unit).map(OwnershipRow::node)
                .filter(last -> last.equals(turn.self()) ? Grantor.rival(turn, unit).isPresent() : isRestoring(turn, last, unit))
                .isPresent();
    }

    private static boolean isRestoring(Turn turn, NodeId node, UnitId unit) {
        return Peers.isThere(turn, node) && Descent.isTakenDown(turn, node, unit);
    }

    /** What could not be taken out at first is tried again, for as long as this node is not the owner. */
    static void yieldAgain(Turn turn, UnitId unit) {
        if (turn.mind.yielding.contains(unit) && !turn.mind.tasks.containsKey(unit)) {
            Descent.begin(turn, UnitTask.down(unit, Descent.running(turn, unit), Cause.HEAL, turn.now()));
        }
    }
}
