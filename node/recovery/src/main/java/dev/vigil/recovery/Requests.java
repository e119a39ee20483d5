package dev.vigil.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/** RC-10: a request may be asked anywhere; the node that can do it does it, and the asker hears how it ended. */
final class Requests {
    /** Requests that wait for an answer of another node; more are refused. */
    static final int MOST_PASSED = 64;
    private static final Duration PATIENCE = Duration.ofMinutes(45);

    private Requests() {}

    static void asked(Turn turn, RequestId id, String caller, Request request) {
        turn.note(Note.of(NoteCode.REQUESTED).with("rule", "RC-10").with("request", RequestLines.print(request).getFirst().verb())
                .with("by", caller).with("facts", RequestLines.print(request).getFirst()));
        handle(turn, new Asker.Person(id), caller, request);
    }

    static void passedOn(Turn turn, NodeId from, PeerNote.Ask ask) {
        handle(turn, new Asker.Passed(from, ask.number()), ask.caller(), ask.request());
    }

    private static void handle(Turn turn, Asker asker, String caller, Request request) {
        Optional<String> gone = Departures.sentence(turn);
        if (gone.isPresent() && !(request instanceof Request.Shutdown)) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, gone.get(), Departures.WHAT_TO_DO);
            return;
        }
        NodeId place = place(turn, request);
        if (!place.equals(turn.self())) {
            pass(turn, asker, caller, request, place);
            return;
        }
        if (turn.mind.isStorageFailed() && !(request instanceof Request.Shutdown)) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, "The disk of " + turn.self() + " takes no changes",
                    "Free space or repair the disk, then try again");
            return;
        }
        if (Restarts.isLeaving(turn) && !(request instanceof Request.Shutdown)) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, "Node " + turn.self() + " is restarting", "Wait until it is back");
            return;
        }
        switch (request) {
            case Request.ChangeConfig change -> Operations.change(turn, asker, change);
            case Request.CreateResource create -> Operations.create(turn, asker, create);
            case Request.Extend extend -> Operations.extend(turn, asker, extend);
            case Request.CreateDependency create -> Operations.join(turn, asker, create);
            case Request.DeleteResource delete -> Removals.delete(turn, asker, delete);
            case Request.Unextend unextend -> Removals.unextend(turn, asker, unextend);
            case Request.RemoveNode remove -> NodeRemoval.begin(turn, asker, remove);
            case Request.ReplaceNode replace -> Replacements.begin(turn, asker, replace);
            case Request.DeleteDependency delete -> Removals.disjoin(turn, asker, delete);
            case Request.ChangeResource change -> ResourceChanges.begin(turn, asker, change);
            case Request.SetState set -> Overrides.setState(turn, asker, set);
            case Request.RunAction run -> AskedActions.run(turn, asker, run);
            case Request.SendEvent event -> AskedActions.failed(turn, asker, event);
            case Request.RaiseEvent event -> EventHandling.raised(turn, asker, event);
            case Request.SetFlag set -> Overrides.setFlag(turn, asker, set.flag());
            case Request.ClearFlag clear -> Overrides.clearFlag(turn, asker, clear.flag());
            case Request.InService in -> Moves.inService(turn, asker, in);
            case Request.OutOfService out -> Moves.outOfService(turn, asker, out);
            case Request.Switchover over -> Moves.switchover(turn, asker, over);
            case Request.Ruling ruling -> RulingRequests.handle(turn, asker, caller, ruling);
            case Request.Shutdown shutdown -> Shutdowns.begin(turn, asker, shutdown.strategy());
        }
    }

    /** The node that does it. */
    private static NodeId place(Turn turn, Request request) {
        return switch (request) {
            case Request.ChangeConfig change -> turn.self();
            case Request.CreateResource create -> create.instance().node();
            case Request.Extend extend -> turn.self();
            case Request.CreateDependency create ->
                owner(turn, create.parent()).or(() -> owner(turn, create.child())).orElse(turn.self());
            case Request.DeleteResource delete -> owner(turn, delete.tag()).orElse(turn.self());
            case Request.Unextend unextend -> owner(turn, unextend.tag()).orElse(turn.self());
            case Request.RemoveNode remove -> turn.self();
            case Request.ReplaceNode replace -> turn.self();
            case Request.DeleteDependency delete ->
                owner(turn, delete.parent()).or(() -> owner(turn, delete.child())).orElse(turn.self());
            case Request.ChangeResource change -> turn.self();
            case Request.SetState set -> set.node().or(() -> owner(turn, set.tag())).orElse(turn.self());
            case Request.RunAction run -> owner(turn, run.tag()).orElse(turn.self());
            case Request.SendEvent event -> owner(turn, event.tag()).orElse(turn.self());
            case Request.RaiseEvent event -> owner(turn, event.tag()).orElse(turn.self());
            case Request.SetFlag set -> set.node();
            case Request.ClearFlag clear -> clear.node();
            case Request.InService in -> owner(turn, in.tag()).or(in::node).orElseGet(() -> home(turn, in.tag()));
            case Request.OutOfService out -> owner(turn, out.tag()).orElse(turn.self());
            case Request.Switchover over -> owner(turn, over.tag()).orElse(turn.self());
            case Request.Ruling ruling -> RulingRequests.place(turn, ruling);
            case Request.Shutdown shutdown -> turn.self();
        };
    }

    /** Here if it can be here, else the best node. */
    private static NodeId home(Turn turn, Tag tag) {
        if (turn.config().instance(tag, turn.self()).isPresent()) {
            return turn.self();
        }
        return unit(turn, tag).flatMap(unit -> Placement.best(turn, unit)).orElse(turn.self());
    }

    /** The owner, unless it is dead or was never heard. */
    static Optional<NodeId> owner(Turn turn, Tag tag) {
        return unit(turn, tag).flatMap(unit -> Ownership.holder(turn.lcd(), unit)).map(OwnershipRow::node)
                .filter(node -> node.equals(turn.self()) || Peers.isThere(turn, node));
    }

    private static Optional<UnitId> unit(Turn turn, Tag tag) {
        return Topology.unitOf(turn.config(), tag);
    }

    private static void pass(Turn turn, Asker asker, String caller, Request request, NodeId place) {
        if (!(asker instanceof Asker.Person person)) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, "Ownership is just moving to " + place, "Try again in a moment");
        } else if (turn.config().system(place).isEmpty()) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_FOUND, "There is no node " + place, "Nodes: " + nodes(turn));
        } else if (!turn.mind.isAlive(place)) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, "Node " + place + " can do it, and cannot be reached",
                    "Start it, or mend the paths to it");
        } else if (turn.mind.passed.size() >= MOST_PASSED) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, MOST_PASSED + " requests wait for other nodes already",
                    "Wait for some");
        } else {
            long number = turn.mind.nextNumber();
            turn.mind.passed.put(number, new Soft.PassedAsk(person.id(), place));
            turn.tell(place, new PeerNote.Ask(number, caller, request));
            turn.wake("ask/" + number, PATIENCE);
        }
    }

    private static String nodes(Turn turn) {
        return PeerNote.nodes(turn.config().systems().stream().map(system -> system.node()).toList());
    }

    static void answered(Turn turn, NodeId from, PeerNote.Answered answered) {
        Soft.PassedAsk ask = turn.mind.passed.get(answered.number());
        if (ask != null && ask.node().equals(from)) {
            turn.mind.passed.remove(answered.number());
            turn.answer(ask.id(), answered.reply());
        }
    }

    /** Nobody knows what became of what was passed to the peer. */
    static void lost(Turn turn, NodeId peer, String why) {
        List<Long> numbers = turn.mind.passed.entrySet().stream().filter(e -> e.getValue().node().equals(peer))
                .map(e -> e.getKey())
                .toList();
        numbers.forEach(number -> giveUp(turn, number, why));
    }

    static void giveUp(Turn turn, long number, String why) {
        Soft.PassedAsk ask = turn.mind.passed.remove(number);
        if (ask != null) {
            turn.answer(ask.id(), new Reply.Refused(Reply.Refusal.UNKNOWN, "Node " + ask.node() + " was asked, and " + why,
                    "See status and the history of " + ask.node()));
        }
    }
}
