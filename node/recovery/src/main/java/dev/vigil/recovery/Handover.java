package dev.vigil.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.UnitId;

/** RC-8: a unit that is released, durably, is offered to one node, which takes it under a higher epoch; refused, it comes back. */
final class Handover {
    /** How long the giver waits to hear how it went; longer than any hierarchy takes. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private Handover() {}

    static void give(Turn turn, UnitTask task, After.HandTo to) {
        UnitId unit = task.unit();
        UnitTask handed = task.as(UnitTask.Kind.HANDED);
        turn.mind.tasks.put(unit, handed);
        if (!turn.mind.isAlive(to.node())) {
            takeBack(turn, handed, "Node " + to.node() + " is not there any more");
            return;
        }
        offer(turn, handed, to);
        turn.wake("handed/" + unit, PATIENCE);
    }

    private static void offer(Turn turn, UnitTask task, After.HandTo to) {
        Epoch epoch = Ownership.epochOf(turn.lcd(), turn.self(), task.unit());
        turn.note(Note.of(NoteCode.HANDED_OVER).with("rule", "RC-8").with("unit", task.unit()).with("to", to.node())
                .with("epoch", epoch).with("cause", task.cause()));
        turn.tell(to.node(), new PeerNote.TakeOver(task.unit(), epoch, to.tags(), task.cause()));
    }

    /** At the taker. */
    static void offered(Turn turn, NodeId from, PeerNote.TakeOver offer) {
        UnitId unit = offer.unit();
        boolean isTaken = Ownership.holds(turn.lcd(), turn.self(), unit)
                && Ownership.epochOf(turn.lcd(), turn.self(), unit).compareTo(offer.epoch()) > 0;
        if (isTaken) {
            return; // told twice: the first is being worked on, and answers
        }
        Optional<String> objection = objection(turn, offer);
        Grantor.Grant grant = Grantor.ask(turn, unit, Grantor.Will.HANDOVER);
        if (objection.isEmpty() && grant instanceof Grantor.Grant.Given given) {
            UnitTask earlier = turn.mind.tasks.remove(unit);
            if (earlier != null) {
                Askers.refuse(turn, earlier.asker(), Reply.Refusal.FAILED, "Node " + from + " gave " + unit + " back",
                        "See its history");
            }
            Epoch epoch = atLeast(given.epoch(), offer.epoch().next());
            Climb.take(turn, UnitTask.up(unit, offer.tags(), offer.cause(), new Asker.Giver(from, unit), turn.now()), epoch);
            return;
        }
        String sentence = objection.orElseGet(() -> grant instanceof Grantor.Grant.Withheld no ? no.sentence() : "");
        turn.note(Note.of(NoteCode.TAKE_OVER_REFUSED).with("rule", "RC-8").with("unit", unit).with("from", from)
                .with("reason", sentence));
        turn.tell(from, new PeerNote.Taken(unit, PeerNote.Result.REFUSED, sentence));
    }

    private static Optional<String> objection(Turn turn, PeerNote.TakeOver offer) {
        if (!Topology.reaches(turn.config(), offer.unit(), turn.self())) {
            return Optional.of(Topology.unreached(turn.config(), offer.unit(), turn.self()));
        }
        UnitTask task = turn.mind.tasks.get(offer.unit());
        if (task != null && task.kind() != UnitTask.Kind.HANDED) {
            return Optional.of(turn.self() + " is still at work with " + offer.unit());
        }
        return Optional.empty();
    }

    /** At the giver. */
    static void taken(Turn turn, NodeId from, PeerNote.Taken taken) {
        Optional<UnitTask> task = handedTo(turn, from).stream().filter(t -> t.unit().equals(taken.unit())).findFirst();
        if (task.isEmpty()) {
            return;
        }
        switch (taken.result()) {
            case DONE -> {
                turn.mind.tasks.remove(taken.unit());
                Askers.done(turn, task.get().asker(), taken.unit() + " moved from " + turn.self() + " to " + from);
            }
            case FAILED -> {
                turn.mind.tasks.remove(taken.unit());
                Askers.refuse(turn, task.get().asker(), Reply.Refusal.FAILED, taken.sentence(), "See the history of " + from);
            }
            case REFUSED -> takeBack(turn, task.get(), taken.sentence());
        }
    }

    /** The peer has a new life, or messages were lost: offer again what it did not take. */
    static void offerAgain(Turn turn, NodeId peer) {
        for (UnitTask task : handedTo(turn, peer)) {
            if (!Ownership.holds(turn.lcd(), peer, task.unit()) && task.after() instanceof After.HandTo to) {
                offer(turn, task, to);
            }
        }
    }

    static boolean isHandedTo(Turn turn, NodeId peer) {
        return !handedTo(turn, peer).isEmpty();
    }

    /**
     * The peer is dead: what it did not take comes back; what it took is a matter of failover. RC-100: where it must be fenced first, again
     * when it is.
     */
    static void peerDied(Turn turn, NodeId peer) {
        if (Fencing.isAwaited(turn, peer)) {
            return;
        }
        for (UnitTask task : handedTo(turn, peer)) {
            if (Ownership.holds(turn.lcd(), peer, task.unit())) {
                turn.mind.tasks.remove(task.unit());
                Askers.refuse(turn, task.asker(), Reply.Refusal.UNKNOWN,
                        "Node " + peer + " fell silent while it took " + task.unit(),
                        "See status for where it is now");
            } else {
                takeBack(turn, task, "Node " + peer + " fell silent before it took " + task.unit());
            }
        }
    }

    static void patienceEnded(Turn turn, UnitId unit) {
        UnitTask task = turn.mind.tasks.get(unit);
        if (task != null && task.kind() == UnitTask.Kind.HANDED) {
            turn.mind.tasks.remove(unit);
            Askers.refuse(turn, task.asker(), Reply.Refusal.UNKNOWN, "Nobody said how the move of " + unit + " ended",
                    "See status");
        }
    }

    private static List<UnitTask> handedTo(Turn turn, NodeId peer) {
        return turn.mind.tasks.values().stream().filter(task -> task.kind() == UnitTask.Kind.HANDED)
                .filter(task -> task.after() instanceof After.HandTo to && to.node().equals(peer)).toList();
    }

    private static void takeBack(Turn turn, UnitTask task, String why) {
        turn.mind.tasks.remove(task.unit());
        Askers.refuse(turn, task.asker(), Reply.Refusal.FAILED, why, "It is brought in service on " + turn.self() + " again");
        Epoch offered = Ownership.epochOf(turn.lcd(), turn.self(), task.unit());
        Grantor.Grant grant = Grantor.ask(turn, task.unit(), Grantor.Will.HANDOVER);
        if (grant instanceof Grantor.Grant.Given given && task.after() instanceof After.HandTo to) {
            turn.note(Note.of(NoteCode.TAKEN_BACK).with("rule", "RC-8").with("unit", task.unit()).with("reason", why));
            Climb.take(turn, UnitTask.up(task.unit(), to.tags(), task.cause(), Asker.NOBODY, turn.now()),
                    atLeast(given.epoch(), offered.next().next()));
        }
    }

    /** The taker may have used the epoch after the offered one without anybody having heard of it. */
    private static Epoch atLeast(Epoch granted, Epoch least) {
        return granted.compareTo(least) > 0 ? granted : least;
    }
}
