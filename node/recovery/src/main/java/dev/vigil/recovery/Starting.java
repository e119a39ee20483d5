package dev.vigil.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.vigil.lcd.model.Initialization;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.RulingRow;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-22: a node that starts owns nothing. It takes down what an earlier life may have left, waits until every peer has said what it
 * owns or is dead after having been heard, and only then restores what belongs here, under new epochs.
 */
final class Starting {
    /** So long peers that live need at most to say what they own; by majority a lease shows the rest. */
    private static final Duration PEERS_SPEAK_WITHIN = Duration.ofSeconds(3);

    private Starting() {}

    static Turn begin(Event.Started event, Ticks now) {
        LcdState lcd = event.lcd();
        Turn turn = new Turn(event.self(), event.incarnation(), lcd, new Mind(Soft.EMPTY), now);
        turn.note(Note.of(NoteCode.NODE_STARTED).with("rule", "RC-22").with("node", event.self())
                .with("incarnation", event.incarnation()).with("config", lcd.config().number()));
        Departures.remember(turn);
        Freezes.follow(turn);
        Verdicts.follow(turn);
        Certificates.forget(turn);
        Repairs.begin(turn);
        ConfigEffects.apply(turn, turn.config());
        turn.mind.leases.putAll(Soft.leasesOf(lcd, event.self()));
        boolean isContinued = Restarts.isContinued(turn, event);
        Restarts.forget(turn);
        for (OwnershipRow row : Ownership.heldBy(lcd, event.self())) {
            if (isContinued && isHolder(turn, row.unit())) {
                Restarts.adopt(turn, row);
            } else {
                doubt(turn, row);
            }
        }
        reconsider(turn);
        sayGate(turn);
        if (turn.mind.start == Soft.Start.WAITING) {
            turn.note(
                    Note.of(NoteCode.WAITING_FOR_PEERS).with("rule", "RC-22").with("peers", PeerNote.nodes(Grantor.unknown(turn)))
                            .with("quorum", Grantor.mode(turn).word()));
            if (turn.config().isByMajority()) {
                turn.wake("alone", PEERS_SPEAK_WITHIN);
            } else {
                NodeSettings.aloneAfter(turn.lcd(), turn.self()).ifPresent(after -> turn.wake("alone", after));
            }
        }
        return turn;
    }

    private static boolean isHolder(Turn turn, UnitId unit) {
        return Ownership.holder(turn.lcd(), unit).map(OwnershipRow::node).filter(turn.self()::equals).isPresent();
    }

    /** Nobody knows how the earlier life left the gate, so it is set whatever it is. */
    private static void sayGate(Turn turn) {
        turn.mind.gate = turn.mind.yielding.isEmpty() ? Decision.GateState.SHUT : Decision.GateState.OPEN;
    }

    /** What this node owned when it ended may still run: its gate is shut until it is confirmed out. */
    private static void doubt(Turn turn, OwnershipRow row) {
        UnitId unit = row.unit();
        SortedSet<Tag> doubtful = Descent.running(turn, unit);
        doubtful.removeIf(tag -> isStartedBySystem(turn, tag) && Departures.sentence(turn).isEmpty());
        turn.note(Note.of(NoteCode.OWNERSHIP_DOUBTFUL).with("rule", "RC-22").with("unit", unit).with("epoch", row.epoch())
                .with("tags", WireText.tags(doubtful)));
        turn.mind.yielding.add(unit);
        Descent.begin(turn, UnitTask.down(unit, doubtful, Cause.START, turn.now()));
    }

    private static boolean isStartedBySystem(Turn turn, Tag tag) {
        return turn.config().resource(tag).filter(row -> row.initialization() == Initialization.AUTORES_ISP).isPresent();
    }

    /** After anything was learnt of a peer. */
    static void reconsider(Turn turn) {
        if (turn.mind.start == Soft.Start.WAITING && Grantor.unknown(turn).isEmpty()) {
            settle(turn);
        }
    }

    private static void settle(Turn turn) {
        turn.mind.start = Soft.Start.SETTLED;
        turn.note(Note.of(NoteCode.PEERS_KNOWN).with("rule", "RC-22"));
        Failover.reconsider(turn);
        Topology.units(turn.config()).forEach(unit -> restore(turn, unit));
    }

    /** RC-75: its setting says that this node has waited long enough. RC-53: where a majority votes, nobody has to be waited for. */
    static void aloneLongEnough(Turn turn) {
        if (turn.mind.start == Soft.Start.WAITING && turn.config().isByMajority()) {
            settle(turn);
        } else if (Grantor.unknown(turn).stream().anyMatch(node -> Absences.isAwaited(turn, node))) {
            turn.wake("alone", PEERS_SPEAK_WITHIN); // RC-111: it will come back, or be late
        } else if (turn.mind.start == Soft.Start.WAITING && !Fencing.isRequired(turn)) { // RC-100: only a person can know
            turn.said(Asker.NOBODY, NodeSettings.ALONE_AFTER, "never heard since the start").ifPresent(said -> alone(turn, said));
        }
    }

    /** RC-75: a person says that the peers which this node waits for, and never heard, are switched off. */
    static void alone(Turn turn, Asker asker, String caller, Request.StartAlone request) {
        Optional<NodeId> heard = Grantor.unknown(turn).stream().filter(node -> Peers.isThere(turn, node)).findFirst();
        if (turn.mind.start == Soft.Start.SETTLED) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, turn.self() + " does not wait for anybody", "Nothing to do");
        } else if (heard.isPresent()) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, "Node " + heard.get() + " is heard, and will say what it owns",
                    "Wait a moment");
        } else {
            turn.said(asker, caller, request.reason()).ifPresent(said -> {
                String nodes = PeerNote.nodes(Grantor.unknown(turn));
                alone(turn, said);
                Askers.done(turn, asker, turn.self() + " starts alone; taken for switched off: " + nodes);
            });
        }
    }

    private static void alone(Turn turn, RulingRow.Said said) {
        List<NodeId> unheard = Grantor.unknown(turn).stream().filter(node -> !Peers.isThere(turn, node)).toList();
        if (unheard.isEmpty()) {
            return;
        }
        turn.note(Note.of(NoteCode.STARTS_ALONE).with("rule", "RC-75").with("without", PeerNote.nodes(unheard))
                .with("by", said.by())
                .with("reason", said.reason()));
        unheard.forEach(node -> Verdicts.write(turn, node, Standing.Verdict.DEAD, said));
    }

    /** Bring in service what belongs here; again after each unit that had to be taken down first, and when a peer has let go. */
    static void restore(Turn turn, UnitId unit) {
        boolean isAdopted = Ownership.holds(turn.lcd(), turn.self(), unit) && !turn.mind.yielding.contains(unit);
        if (turn.mind.start != Soft.Start.SETTLED || turn.mind.tasks.containsKey(unit) || isAdopted) {
            return;
        }
        if (Freezes.isFrozen(turn, unit)) {
            turn.mind.unrestored.add(unit);
            return;
        }
        if (!belongsHere(turn, unit)) {
            leaveOut(turn, Topology.members(turn.config(), unit));
        } else if (Grantor.rival(turn, unit).isEmpty()) {
            SortedSet<Tag> out = Topology.members(turn.config(), unit);
            SortedSet<Tag> tags = wanted(turn, unit);
            out.removeAll(tags);
            leaveOut(turn, out);
            take(turn, unit, tags);
        }
    }

    /** What a peer still held when this node settled, although this node owned it last, may be free now. */
    static void restoreWhatWaits(Turn turn) {
        Topology.units(turn.config()).stream()
                .filter(unit -> turn.config().membersOf(unit).stream().anyMatch(tag -> wasTakenDown(turn, tag)))
                .forEach(unit -> restore(turn, unit));
    }

    private static SortedSet<Tag> wanted(Turn turn, UnitId unit) {
        SortedSet<Tag> tags = new TreeSet<>();
        turn.config().resources().stream().filter(row -> row.unit().equals(unit))
                .filter(row -> row.initialization() != Initialization.INIT_OSU).map(ResourceRow::tag)
                .forEach(tag -> tags.add(tag));
        return Topology.withChildren(turn.config(), tags);
    }

    private static void take(Turn turn, UnitId unit, SortedSet<Tag> tags) {
        if (tags.isEmpty()) {
            return;
        }
        switch (Grantor.ask(turn, unit, Grantor.Will.RULE)) {
            case Grantor.Grant.Given given ->
                Climb.take(turn, UnitTask.up(unit, tags, Cause.START, Asker.NOBODY, turn.now()), given.epoch());
            case Grantor.Grant.Withheld no ->
                turn.note(Note.of(NoteCode.FAILOVER_WITHHELD).with("rule", "RC-1").with("unit", unit)
                        .with("reason", no.sentence()));
        }
    }

    private static boolean wasTakenDown(Turn turn, Tag tag) {
        return turn.stateHere(tag).filter(Descent::isTakenDown).isPresent();
    }

    /** What was taken down and is not to be restored here is simply out of service. */
    static void leaveOut(Turn turn, SortedSet<Tag> tags) {
        turn.put(tags.stream().filter(tag -> wasTakenDown(turn, tag))
                .map(tag -> new StateRow(turn.self(), tag, ResourceState.OSU, "")).toList());
    }

    /** This node owned it last; or never anybody that lives, and this node comes first. An owner of a lower epoch is about to let go. */
    private static boolean belongsHere(Turn turn, UnitId unit) {
        if (!Topology.reaches(turn.config(), unit, turn.self())) {
            return false;
        }
        Optional<NodeId> last = Ownership.last(turn.lcd(), unit).map(OwnershipRow::node)
                .filter(node -> node.equals(turn.self()) || turn.mind.isAlive(node));
        return last.or(() -> Placement.best(turn, unit)).filter(turn.self()::equals).isPresent();
    }
}
