package dev.vigil.recovery;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/** RC-11: what an operator asks for: in service, out of service, switchover. */
final class Moves {
    private Moves() {}

    static void inService(Turn turn, Asker asker, Request.InService request) {
        Tag tag = request.tag();
        Optional<UnitId> unit = Topology.unitOf(turn.config(), tag);
        Optional<NodeId> wanted = request.node().filter(node -> !node.equals(turn.self()));
        if (unit.isEmpty()) {
            refuseUnknown(turn, asker, tag);
        } else if (wanted.isPresent()) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW,
                    turn.self() + " owns " + unit.get() + ", to which " + tag + " belongs",
                    "Use switchover to move it to " + wanted.get());
        } else if (isBusy(turn, asker, unit.get())) {
            return;
        } else {
            climb(turn, asker, unit.get(), tag);
        }
    }

    private static void climb(Turn turn, Asker asker, UnitId unit, Tag tag) {
        MoveLimits.clear(turn, unit);
        SortedSet<Tag> tags = Topology.withChildren(turn.config(), List.of(tag));
        Optional<Tag> missing = tags.stream().filter(each -> turn.config().instance(each, turn.self()).isEmpty()).findFirst();
        if (missing.isPresent()) {
            Askers.refuse(turn, asker, Reply.Refusal.INVALID, missing.get() + " is not extended to " + turn.self(),
                    "Extend the hierarchy first");
            return;
        }
        promoteUnprotected(turn, tags);
        if (tags.stream().allMatch(each -> turn.isInState(each, ResourceState.ISP))) {
            Askers.done(turn, asker, tag + " is in service on " + turn.self() + " already");
            return;
        }
        UnitTask task = UnitTask.up(unit, tags, Cause.OPERATOR, asker, turn.now());
        if (Ownership.holds(turn.lcd(), turn.self(), unit)) {
            Climb.begin(turn, task);
            return;
        }
        switch (Grantor.ask(turn, unit, Grantor.Will.PERSON)) {
            case Grantor.Grant.Given given -> Climb.take(turn, task, given.epoch());
            case Grantor.Grant.Withheld no -> Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, no.sentence(), no.hint());
        }
    }

    /** In service unprotected becomes protected without a script. */
    private static void promoteUnprotected(Turn turn, SortedSet<Tag> tags) {
        List<Tag> unprotected = tags.stream().filter(tag -> turn.isInState(tag, ResourceState.ISU)).toList();
        turn.put(unprotected.stream().map(tag -> new StateRow(turn.self(), tag, ResourceState.ISP, "")).toList());
        unprotected.forEach(tag -> Checks.schedule(turn, tag));
    }

    static void outOfService(Turn turn, Asker asker, Request.OutOfService request) {
        Tag tag = request.tag();
        Optional<UnitId> unit = Topology.unitOf(turn.config(), tag);
        if (unit.isEmpty()) {
            refuseUnknown(turn, asker, tag);
            return;
        }
        if (isBusy(turn, asker, unit.get()) || isWithDead(turn, asker, unit.get())) {
            return;
        }
        MoveLimits.clear(turn, unit.get());
        SortedSet<Tag> tags = new TreeSet<>(Topology.withParents(turn.config(), List.of(tag)));
        tags.removeIf(each -> turn.stateHere(each).filter(row -> row.state() != ResourceState.OSU).isEmpty());
        turn.mind.retries.remove(unit.get());
        if (tags.isEmpty()) {
            Askers.done(turn, asker, tag + " is out of service already");
            return;
        }
        Descent.begin(turn, UnitTask.down(unit.get(), tags, Cause.OPERATOR, turn.now()).askedBy(asker));
    }

    private static boolean isWithDead(Turn turn, Asker asker, UnitId unit) {
        Optional<NodeId> dead = Ownership.holder(turn.lcd(), unit).map(OwnershipRow::node)
                .filter(node -> !node.equals(turn.self()) && !Peers.isThere(turn, node));
        dead.ifPresent(
                node -> Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, node + " owned " + unit + " and cannot be reached",
                        "Nothing can be stopped there until it is back"));
        return dead.isPresent();
    }

    static void switchover(Turn turn, Asker asker, Request.Switchover request) {
        Optional<UnitId> unit = Topology.unitOf(turn.config(), request.tag());
        if (unit.isEmpty()) {
            refuseUnknown(turn, asker, request.tag());
            return;
        }
        if (isBusy(turn, asker, unit.get())) {
            return;
        }
        SortedSet<Tag> up = wanted(turn, unit.get());
        if (!Ownership.holds(turn.lcd(), turn.self(), unit.get()) || up.isEmpty()) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, request.tag() + " is not in service anywhere",
                    "Use in-service to start it on a node");
            return;
        }
        Optional<NodeId> target = request.node().or(() -> Placement.elsewhere(turn, unit.get()));
        if (target.isEmpty()) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, "No other living node can take " + unit.get(),
                    "Extend it to one, or mend the nodes on which it has failed");
            return;
        }
        Optional<Reply> objection = objection(turn, unit.get(), target.get());
        if (objection.isPresent()) {
            Askers.answer(turn, asker, objection.get());
            return;
        }
        MoveLimits.clear(turn, unit.get());
        Descent.begin(turn,
                UnitTask.down(unit.get(), Descent.running(turn, unit.get()), Cause.SWITCHOVER, turn.now()).askedBy(asker)
                        .then(new After.HandTo(target.get(), up)));
    }

    private static Optional<Reply> objection(Turn turn, UnitId unit, NodeId target) {
        if (target.equals(turn.self())) {
            return Optional.of(new Reply.Done(List.of(unit + " is on " + target + " already")));
        }
        Optional<Standing.Frozen> frozen = Freezes.of(turn, unit);
        if (frozen.isPresent()) {
            return Optional.of(new Reply.Refused(Reply.Refusal.NOT_NOW, Freezes.sentence(frozen.get()),
                    "Unfreeze it first; to take it out of service and in again is allowed"));
        }
        Optional<String> contest = Contests.obstacle(turn, unit);
        if (contest.isPresent()) {
            return Optional.of(new Reply.Refused(Reply.Refusal.NOT_NOW, "It cannot be moved: " + contest.get(),
                    "Say who keeps it first, with vigil heal keep"));
        }
        if (turn.config().system(target).isEmpty()) {
            return Optional.of(new Reply.Refused(Reply.Refusal.NOT_FOUND, "There is no node " + target,
                    "Nodes: " + PeerNote.nodes(turn.config().systems().stream().map(system -> system.node()).toList())));
        }
        if (!Topology.reaches(turn.config(), unit, target)) {
            return Optional.of(new Reply.Refused(Reply.Refusal.INVALID, Topology.unreached(turn.config(), unit, target),
                    Topology.outOfReach(turn.config(), unit, target) == Candidate.Objection.NO_VOTER
                            ? "Let it vote first: vigil quorum majority --voter"
                            : "Extend the hierarchy first"));
        }
        if (!turn.mind.isKnown(target)) {
            return Optional.of(new Reply.Refused(Reply.Refusal.NOT_NOW, "Node " + target + " cannot be reached",
                    "Start it, or mend the paths to it"));
        }
        return Optional.empty();
    }

    /** What runs here or shall: the resources that a move brings in service on the other side. */
    static SortedSet<Tag> wanted(Turn turn, UnitId unit) {
        return wantedOn(turn, unit, turn.self());
    }

    static SortedSet<Tag> wantedOn(Turn turn, UnitId unit, NodeId node) {
        SortedSet<Tag> up = new TreeSet<>();
        turn.config().membersOf(unit).stream()
                .filter(tag -> turn.lcd().status(node).state(tag).filter(row -> row.state() != ResourceState.OSU).isPresent())
                .forEach(tag -> up.add(tag));
        return Topology.withChildren(turn.config(), up);
    }

    /** What a failover brings in service: what runs unprotected is not moved, unless something else needs it. */
    static SortedSet<Tag> protectedOn(Turn turn, UnitId unit, NodeId node) {
        SortedSet<Tag> up = wantedOn(turn, unit, node);
        up.removeIf(tag -> turn.lcd().stateOf(tag, node) == ResourceState.ISU);
        return Topology.withChildren(turn.config(), up);
    }

    private static boolean isBusy(Turn turn, Asker asker, UnitId unit) {
        UnitTask task = turn.mind.tasks.get(unit);
        if (task == null && Splits.isUnderWay(turn, unit)) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, "The configuration of " + unit + " is just being changed",
                    "Try again in a moment");
            return true;
        }
        if (task == null) {
            return false;
        }
        Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, turn.self() + " is at work with " + unit + " (" + task.kind() + ")",
                "Wait until it is done");
        return true;
    }

    static void refuseUnknown(Turn turn, Asker asker, Tag tag) {
        Askers.refuse(turn, asker, Reply.Refusal.NOT_FOUND, "There is no resource " + tag, "See status for those that exist");
    }
}
