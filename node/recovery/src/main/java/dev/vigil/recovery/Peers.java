package dev.vigil.recovery;

import java.time.Duration;

import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Status;

/** RC-2: what follows from hearing a peer, or not. One silent path moves nothing; only all paths together are a verdict. */
final class Peers {
    private static final Duration SUMMARY_PATIENCE = Duration.ofSeconds(1);

    private Peers() {}

    /** Silent on all paths after it was heard; or never heard, and a person says that it runs nothing, or a fence has seen to it. */
    static boolean isDead(Turn turn, NodeId node) {
        PeerHealth health = turn.mind.peer(node).health();
        return health == PeerHealth.DEAD
                || health == PeerHealth.UNKNOWN && (Verdicts.isCalledDead(turn, node) || Certificates.isOver(turn, node));
    }

    /**
     * Cannot be the owner for long, whatever it does: it is dead; or it hears nothing of what is told it, and the leases of a majority
     * end unless the voters' renewals are heard.
     */
    static boolean isLost(Turn turn, NodeId node) {
        return isDead(turn, node) || turn.config().isByMajority() && turn.mind.peer(node).health() == PeerHealth.DEAF;
    }

    /** Heard in this life, and not dead since. */
    static boolean isThere(Turn turn, NodeId node) {
        return turn.mind.peer(node).wasHeard() && !isDead(turn, node);
    }

    /** Not heard, and a person or a fence has seen to it that it runs nothing. */
    static boolean isKnownOff(Turn turn, NodeId node) {
        return !isThere(turn, node) && (Verdicts.isCalledDead(turn, node) || Certificates.isOver(turn, node));
    }

    /** The configuration here does not name it: it has left, or this node has yet to learn of it. */
    static boolean isStranger(Turn turn, NodeId node) {
        return !node.equals(turn.self()) && !turn.peers().contains(node);
    }

    /** What this node can say of it: who is only silent, or does not hear, may live. */
    static String words(Turn turn, NodeId node) {
        PeerView peer = turn.mind.peer(node);
        return switch (peer.health()) {
            case DEAD -> "is silent on every path";
            case DEAF -> "is heard, and does not hear this node";
            case UNKNOWN -> "was never heard" + (isDead(turn, node) ? ", and is taken for switched off" : "");
            case ALIVE -> peer.isFresh() ? "is heard" : "is heard, and has not said what it owns";
        };
    }

    static void pathChanged(Turn turn, Event.PathChanged event) {
        if (isStranger(turn, event.peer()) && event.health() != PathHealth.ALIVE) {
            return;
        }
        turn.note(Note.of(code(event.health())).with("rule", "RC-2").with("path", event.path()).with("peer", event.peer())
                .with("silence-ms", event.silence().toMillis()));
        SafetyCheck.pathChanged(turn, event.peer(), event.health());
        if (event.health() == PathHealth.ALIVE && turn.mind.isKnown(event.peer())) {
            Announcements.begin(turn);
        }
    }

    private static NoteCode code(PathHealth health) {
        return switch (health) {
            case ALIVE -> NoteCode.PATH_ALIVE;
            case SUSPECT -> NoteCode.PATH_SUSPECT;
            case SILENT -> NoteCode.PATH_SILENT;
        };
    }

    static void changed(Turn turn, Event.PeerChanged event) {
        NodeId peer = event.peer();
        if (isStranger(turn, peer) && event.health() != PeerHealth.ALIVE) {
            turn.mind.peers.remove(peer);
            return; // it has left, and ends
        }
        turn.mind.peers.put(peer, turn.mind.peer(peer).with(event.health()));
        switch (event.health()) {
            case ALIVE -> {
                note(turn, NoteCode.PEER_ALIVE, event);
                heardAgain(turn, peer);
                meet(turn, peer);
            }
            case DEAD -> {
                note(turn, NoteCode.PEER_DEAD, event);
                SafetyCheck.died(turn, peer, event.silence());
                died(turn, peer);
            }
            case DEAF -> {
                note(turn, NoteCode.PEER_DEAF, event);
                if (turn.mind.peer(peer).isMet()) {
                    Heal.deaf(turn, peer);
                }
                if (isLost(turn, peer)) {
                    takeOver(turn, peer);
                }
            }
            case UNKNOWN -> note(turn, NoteCode.PEER_UNKNOWN, event);
        }
    }

    /** RC-67: nobody waits for what is known; that the peer is dead is the next event. */
    static void ended(Turn turn, Event.PeerEnded event) {
        turn.note(Note.of(NoteCode.PEER_ENDED).with("rule", "RC-67").with("peer", event.peer()).with("life", event.life()));
    }

    /** RC-27: nodes of one major work together, by the lower minor; another major is told, and moves nothing. */
    static void speaks(Turn turn, Event.PeerSpeaks event) {
        boolean isUnderstood = event.theirs().understands(event.ours());
        if (isUnderstood && event.theirs().equals(event.ours())) {
            return;
        }
        turn.note(Note.of(isUnderstood ? NoteCode.PEER_OTHER_VERSION : NoteCode.PEER_NOT_UNDERSTOOD).with("rule", "RC-27")
                .with("peer", event.peer()).with("program", event.theirs().program()).with("protocol", event.theirs().protocol())
                .with("own", event.ours().protocol()));
    }

    /** RC-80: that no detection time within the bounds would be safe is told, once for each change, and moves nothing. */
    static void bound(Turn turn, Event.BoundChanged event) {
        turn.note(Note.of(event.isMet() ? NoteCode.DETECTION_SUFFICES : NoteCode.DETECTION_TOO_SHORT).with("rule", "RC-80")
                .with("peer", event.peer()).with("needed-ms", event.needed().toMillis())
                .with("longest-ms", event.longest().toMillis()));
    }

    private static void note(Turn turn, NoteCode code, Event.PeerChanged event) {
        turn.note(Note.of(code).with("rule", "RC-2").with("peer", event.peer()).with("silence-ms", event.silence().toMillis()));
    }

    /** What was said about it while it was silent is past. */
    private static void heardAgain(Turn turn, NodeId peer) {
        turn.mind.holds.remove(peer);
        Verdicts.heard(turn, peer);
        NoFailover.heard(turn, peer);
        Certificates.heard(turn, peer);
        SafetyCheck.forget(turn, peer);
    }

    private static void meet(Turn turn, NodeId peer) {
        turn.greet(peer);
        turn.tell(peer, new PeerNote.WantStatus());
        turn.wake("summary/" + peer, SUMMARY_PATIENCE);
    }

    private static void died(Turn turn, NodeId peer) {
        turn.mind.well.remove(peer);
        Handover.peerDied(turn, peer);
        takeOver(turn, peer);
        Requests.lost(turn, peer, "fell silent");
        Operations.peerLost(turn, peer, "is silent");
        Stalls.peerLost(turn, peer);
        Starting.reconsider(turn);
    }

    static void takeOver(Turn turn, NodeId peer) {
        if (!Absences.isAwaited(turn, peer)) {
            Confirmations.begin(turn, peer);
        }
        Failover.reconsider(turn);
    }

    static void summary(Turn turn, Event.PeerSummary event) {
        NodeId peer = event.peer();
        if (isStranger(turn, peer) && event.config().compareTo(turn.config().number()) <= 0) {
            return;
        }
        turn.mind.peers.put(peer, turn.mind.peer(peer).showing(event.incarnation(), event.status()));
        if (event.config().compareTo(turn.config().number()) > 0) {
            turn.tell(peer, new PeerNote.WantConfig());
        }
        Status known = turn.lcd().status(peer);
        if (!known.incarnation().equals(event.incarnation())) {
            turn.tell(peer, new PeerNote.WantStatus());
        } else if (event.status().compareTo(known.revision()) > 0) {
            turn.wake("summary/" + peer, SUMMARY_PATIENCE);
        }
    }

    /** The change that the summary told of should have come by now. */
    static void summaryPatienceEnded(Turn turn, NodeId peer) {
        PeerView view = turn.mind.peer(peer);
        Status known = turn.lcd().status(peer);
        boolean isBehind = view.isFresh()
                && (!known.incarnation().equals(view.incarnation()) || view.shown().compareTo(known.revision()) > 0);
        if (view.isAlive() && (isBehind || !view.isFresh())) {
            turn.tell(peer, new PeerNote.WantStatus());
            turn.wake("summary/" + peer, SUMMARY_PATIENCE);
        }
    }

    static void linkReset(Turn turn, NodeId peer) {
        turn.note(Note.of(NoteCode.LINK_RESET).with("rule", "RC-2").with("peer", peer));
        turn.mind.peers.put(peer, turn.mind.peer(peer).stale());
        meet(turn, peer);
        Requests.lost(turn, peer, "the answer may have been lost");
        Operations.peerLost(turn, peer, "may have missed a message");
        Stalls.askAgain(turn);
    }
}
