package dev.vigil.recovery;

import dev.vigil.lcd.model.NodeId;

/** RC-27: what is done with each note of a peer. One with an unknown verb changes nothing, is noted, and is answered. */
final class PeerNoteRules {
    private PeerNoteRules() {}

    static void said(Turn turn, Event.PeerSaid said) {
        PeerView view = turn.mind.peer(said.from());
        if (view.isFresh() && !view.incarnation().equals(said.incarnation())) {
            turn.mind.peers.put(said.from(), view.stale());
            turn.tell(said.from(), new PeerNote.WantStatus());
        }
        heard(turn, said.from(), said.note());
    }

    /** A node that the configuration does not name can only show a newer one, or ask for this one. */
    private static boolean isAllowed(Turn turn, NodeId from, PeerNote note) {
        return !Peers.isStranger(turn, from) || note instanceof PeerNote.Several || note instanceof PeerNote.WantConfig
                || note instanceof PeerNote.WholeConfig
                || note instanceof PeerNote.Hello hello && hello.config().compareTo(turn.config().number()) > 0;
    }

    static void heard(Turn turn, NodeId from, PeerNote note) {
        if (!isAllowed(turn, from, note)) {
            return;
        }
        switch (note) {
            case PeerNote.Several several -> several.notes().forEach(one -> heard(turn, from, one));
            case PeerNote.Hello hello -> Replication.hello(turn, from, hello);
            case PeerNote.StatusDelta delta -> Replication.delta(turn, from, delta.change());
            case PeerNote.WantStatus want -> turn.greet(from);
            case PeerNote.WantConfig want -> Replication.wantConfig(turn, from);
            case PeerNote.WholeConfig whole -> Replication.wholeConfig(turn, from, whole);
            case PeerNote.Prepare prepare -> Proposals.asked(turn, from, prepare);
            case PeerNote.Prepared prepared -> Proposals.answered(turn, from, prepared);
            case PeerNote.Commit commit -> Proposals.committed(turn, from, commit);
            case PeerNote.Dropped dropped -> Proposals.dropped(turn, from, dropped);
            case PeerNote.Ask ask -> Requests.passedOn(turn, from, ask);
            case PeerNote.Answered answered -> Requests.answered(turn, from, answered);
            case PeerNote.TakeOver offer -> Handover.offered(turn, from, offer);
            case PeerNote.Taken taken -> Handover.taken(turn, from, taken);
            case PeerNote.TakingOver taking -> Heal.announced(turn, from, taking);
            case PeerNote.WhoOwns question -> Stalls.asked(turn, from, question);
            case PeerNote.Owned answer -> Stalls.answered(turn, from, answer);
            case PeerNote.ExtendAsk ask -> Extensions.asked(turn, from, ask);
            case PeerNote.ExtendAnswer answer -> Operations.extendAnswered(turn, answer);
            case PeerNote.NotUnderstood not -> notUnderstood(turn, from, not.verb(), "the peer does not know it");
            case PeerNote.Unrecognized other -> {
                notUnderstood(turn, from, other.head().verb(), other.reason());
                turn.tell(from, new PeerNote.NotUnderstood(other.head().verb()));
            }
        }
    }

    private static void notUnderstood(Turn turn, NodeId from, String verb, String reason) {
        turn.note(Note.of(NoteCode.NOTE_NOT_UNDERSTOOD).with("rule", "RC-27").with("peer", from).with("verb", verb)
                .with("reason", reason));
    }
}
