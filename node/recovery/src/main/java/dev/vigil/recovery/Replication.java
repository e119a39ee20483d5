package dev.vigil.recovery;

import java.util.List;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Status;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-14: each node is the only writer of its own rows; peers hold copies, told change by change. A change that does not fit is never
 * folded: the whole is asked for. The configuration is one document, and the higher number wins whole.
 */
final class Replication {
    private Replication() {}

    static void hello(Turn turn, NodeId from, PeerNote.Hello hello) {
        Status status = hello.status().status();
        if (!hello.status().node().equals(from)) {
            return;
        }
        boolean wasKnown = turn.mind.isKnown(from);
        if (!status.equals(turn.lcd().status(from))) {
            turn.entry(hello.status());
        }
        int byNumber = hello.config().compareTo(turn.config().number());
        if (byNumber > 0) {
            turn.tell(from, new PeerNote.WantConfig());
            return;
        }
        if (byNumber == 0 && hello.configHash() != ConfigHash.of(turn.config())) {
            turn.note(Note.of(NoteCode.CONFIG_CONFLICT).with("rule", "RC-15").with("peer", from).with("number", hello.config()));
        }
        turn.mind.peers.put(from, turn.mind.peer(from).fresh(status.incarnation()));
        known(turn, from, wasKnown);
    }

    private static void known(Turn turn, NodeId from, boolean wasKnown) {
        Heal.compare(turn);
        Handover.offerAgain(turn, from);
        Starting.reconsider(turn);
        ResourceFailure.reconsider(turn);
        Starting.restoreWhatWaits(turn);
        if (wasKnown) {
            return;
        }
        turn.note(Note.of(NoteCode.PEER_KNOWN).with("rule", "RC-14").with("peer", from)
                .with("owns",
                        String.join(",", Ownership.heldBy(turn.lcd(), from).stream().map(row -> row.unit().value()).toList())));
        Announcements.begin(turn);
        turn.mind.well.putIfAbsent(from, turn.now());
        Switchbacks.consider(turn, from);
    }

    static void delta(Turn turn, NodeId from, Entry.StatusChanged change) {
        Status known = turn.lcd().status(from);
        boolean isSameLife = known.incarnation().equals(change.incarnation());
        if (!change.node().equals(from) || isSameLife && change.revision().compareTo(known.revision()) <= 0) {
            return;
        }
        if (!isSameLife || !known.revision().next().equals(change.revision())) {
            turn.tell(from, new PeerNote.WantStatus());
            return;
        }
        boolean hadRival = hasRival(turn, from);
        List<UnitId> open = turn.mind.retries.keySet().stream().filter(unit -> Heal.isOpen(turn, unit)).toList();
        turn.entry(change);
        Heal.compare(turn);
        open.stream().filter(unit -> !Heal.isOpen(turn, unit)).forEach(unit -> ResourceFailure.retry(turn, unit));
        Starting.restoreWhatWaits(turn);
        if (hadRival && !hasRival(turn, from)) {
            Announcements.begin(turn);
            Switchbacks.consider(turn, from);
        }
    }

    /** The peer claims something that this node owns. */
    private static boolean hasRival(Turn turn, NodeId peer) {
        return Ownership.heldBy(turn.lcd(), turn.self()).stream().map(OwnershipRow::unit)
                .anyMatch(unit -> Ownership.holds(turn.lcd(), peer, unit));
    }

    static void wholeConfig(Turn turn, NodeId from, PeerNote.WholeConfig whole) {
        Revision number = whole.config().number();
        if (number.compareTo(turn.config().number()) <= 0) {
            return;
        }
        if (Removals.isTooEarly(turn, whole.config(), from)) {
            return;
        }
        Config before = turn.config();
        turn.entry(new Entry.ConfigReplaced(whole.config()));
        turn.mind.prepared = java.util.Optional.empty();
        turn.note(Note.of(NoteCode.CONFIG_ADOPTED).with("rule", "RC-15").with("number", number).with("from", from));
        ConfigEffects.apply(turn, before);
        turn.tell(from, new PeerNote.WantStatus());
    }

    static void wantConfig(Turn turn, NodeId from) {
        turn.tell(from, new PeerNote.WholeConfig(turn.config()));
    }
}
