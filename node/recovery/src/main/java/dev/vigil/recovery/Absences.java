package dev.vigil.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.RulingRow;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-111: a peer that has said that it restarts keeps its units while it is silent, for as long as it asked for, counted from when this
 * node learnt of it. Then it is a dead node like any other.
 */
final class Absences {
    /** A program that has just begun stands still more easily than any other, and nothing of what it owns has changed. */
    private static final Duration WARM_AFTER = Duration.ofSeconds(3);

    private Absences() {}

    /** At the end of each step: a word may have come from a peer, or be past, since the next life has stored that it is. */
    static void follow(Turn turn) {
        for (NodeId peer : turn.peers()) {
            acknowledge(turn, peer);
            Optional<RestartWord> word = RestartWord.newest(turn.lcd(), peer)
                    .filter(said -> said.life().compareTo(turn.lcd().status(peer).incarnation()) >= 0);
            Optional<Standing.Away> known = Optional.ofNullable(turn.mind.restarts.get(peer));
            if (word.isEmpty()) {
                known.ifPresent(away -> returned(turn, peer, away));
            } else if (known.filter(away -> away.word().equals(word.get())).isEmpty()) {
                await(turn, peer, new Standing.Away(word.get(), turn.now(), false));
            }
        }
    }

    private static void await(Turn turn, NodeId peer, Standing.Away away) {
        turn.mind.restarts.put(peer, away);
        turn.wake("restart/" + peer, within(away));
    }

    private static Duration within(Standing.Away away) {
        return away.isBack() ? WARM_AFTER : away.word().within();
    }

    /** It has called its restart off, or it is there again; for a moment it is waited for still. */
    private static void returned(Turn turn, NodeId peer, Standing.Away away) {
        boolean isBack = turn.lcd().status(peer).incarnation().compareTo(away.word().life()) > 0;
        if (!isBack || !isAway(turn, peer)) {
            turn.mind.restarts.remove(peer);
        } else if (!away.isBack()) {
            await(turn, peer, new Standing.Away(away.word(), turn.now(), true));
        }
    }

    /** The same word in the rows of this node tells the peer, durably, that this node knows. */
    private static void acknowledge(Turn turn, NodeId peer) {
        Optional<String> theirs = RestartWord.rowOf(turn.lcd(), peer).map(RulingRow::word);
        Optional<String> ours = turn.lcd().status(turn.self()).ruling(RestartWord.MATTER, peer.value()).map(RulingRow::word);
        if (theirs.equals(ours)) {
            return;
        }
        RestartWord.rowOf(turn.lcd(), peer).ifPresentOrElse(
                row -> turn.put(List.of(new RulingRow(turn.self(), RestartWord.MATTER, row.subject(), row.word(), row.number(),
                        row.said()))),
                () -> Rulings.drop(turn, RestartWord.MATTER, peer.value()));
    }

    /** Silent as it said that it would be, and not for too long; nobody knows better. */
    static boolean isAwaited(Turn turn, NodeId node) {
        PeerHealth health = turn.mind.peer(node).health();
        return isAway(turn, node) && (health == PeerHealth.DEAD || health == PeerHealth.UNKNOWN)
                && !Verdicts.isCalledDead(turn, node) && !Certificates.isOver(turn, node);
    }

    /** It has said that it restarts, and its time is not over; it may still be there, or there again. */
    static boolean isAway(Turn turn, NodeId node) {
        Standing.Away away = turn.mind.restarts.get(node);
        return away != null && turn.now().isBefore(away.since().plus(within(away)));
    }

    /** The same, and its next life is not there. */
    static boolean isGone(Turn turn, NodeId node) {
        return isAway(turn, node)
                && Optional.ofNullable(turn.mind.restarts.get(node)).filter(Standing.Away::isBack).isEmpty();
    }

    /** Of a node that is away. */
    static String sentence(Turn turn, NodeId node) {
        Standing.Away away = turn.mind.restarts.get(node);
        long left = away == null ? 0 : away.since().plus(within(away)).since(turn.now()).plusMillis(999).toSeconds();
        if (away != null && away.isBack()) {
            return node + " has just restarted; for " + left + " s its hierarchies stay, should it be silent";
        }
        return node + " is restarting; back within " + left + " s, until then its hierarchies stay";
    }

    /** The node that holds the unit and is awaited. */
    static Optional<NodeId> owner(Turn turn, UnitId unit) {
        return turn.peers().stream().filter(peer -> Ownership.holds(turn.lcd(), peer, unit))
                .filter(peer -> isAwaited(turn, peer)).findFirst();
    }

    /** Its time is over. */
    static void ended(Turn turn, NodeId node) {
        Standing.Away away = turn.mind.restarts.get(node);
        if (away == null || isAway(turn, node) || !Peers.isDead(turn, node)) {
            return;
        }
        if (!away.isBack()) {
            turn.note(Note.of(NoteCode.RESTART_OVERDUE).with("rule", "RC-111").with("node", node).with("within-s",
                    away.word().within().toSeconds()));
        }
        Peers.takeOver(turn, node);
        Starting.reconsider(turn);
    }
}
