package dev.vigil.recovery;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.RecoveryDirection;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-19: a failed resource is repaired where it is, if it may (RC-33 says how often); else its unit goes to the next node, the failed one marked here, which
 * bars its return; else it is down with what needs it, alarmed, and tried again each minute.
 */
final class ResourceFailure {
    private ResourceFailure() {}

    /** What is decided, in a sentence for whoever said that it has failed. */
    static String failed(Turn turn, Tag tag, String detail) {
        Optional<Decision.Target> target = Topology.target(turn.config(), tag, turn.self());
        Optional<String> deafness = target.isEmpty()
                ? Optional.of(tag + " is not on " + turn.self())
                : deafness(turn, target.get());
        if (target.isEmpty() || deafness.isPresent()) {
            return "nothing is done: " + deafness.orElse("");
        }
        if (Restarts.hasLeft(turn)) {
            return "nothing is done: " + turn.self() + " is restarting, and looks at " + tag + " when it is back";
        }
        Checks.forget(turn, tag);
        UnitId unit = target.get().resource().unit();
        if (Freezes.isFrozen(turn, unit)) {
            mark(turn, unit, tag, detail);
            return "nothing is done until " + Freezes.until(turn, unit) + ": " + tag + " is frozen";
        }
        turn.note(Note.of(NoteCode.RESOURCE_FAILED).with("rule", "RC-19").with("tag", tag).with("detail", detail));
        if (!target.get().resource().localRecovery()) {
            return escalate(turn, unit, tag, detail);
        }
        InstanceRow instance = target.get().instance();
        if (!Repairs.isOneMoreAllowed(turn, instance)) {
            return escalate(turn, unit, tag, detail + "; " + Repairs.exhausted(turn, instance));
        }
        Repairs.count(turn, instance);
        UnitTask task = UnitTask.down(unit, new TreeSet<>(List.of(tag)), Cause.RESOURCE_FAILURE, turn.now())
                .as(UnitTask.Kind.RECOVER).scarred(scar(tag, detail));
        turn.mind.tasks.put(unit, task);
        turn.mind.callsOf(tag).forEach(id -> Descent.giveUp(turn, id));
        repair(turn, task);
        return "local recovery of " + tag + " begins on " + turn.self();
    }

    /** Why a failure of the resource would move nothing here now. */
    static Optional<String> deafness(Turn turn, Decision.Target target) {
        Tag tag = target.resource().tag();
        if (!turn.isInState(tag, ResourceState.ISP)) {
            return Optional.of(tag + " is not in service and protected on " + turn.self() + " but "
                    + turn.lcd().stateOf(tag, turn.self()));
        }
        return Checks.isQuiet(turn, target.resource().unit())
                ? Optional.empty()
                : Optional.of("Node " + turn.self() + " is at work with the unit of " + tag);
    }

    /** RC-70: what fails while it is frozen is marked, told once, and left. */
    private static void mark(Turn turn, UnitId unit, Tag tag, String detail) {
        if (!isMarked(turn, tag)) {
            turn.put(List.of(new StateRow(turn.self(), tag, ResourceState.ISP, Freezes.MARK + detail)));
            turn.note(Note.of(NoteCode.FAILED_WHILE_FROZEN).with("rule", Freezes.rule(turn, unit)).with("tag", tag)
                    .with("detail", detail)
                    .with("until", Freezes.until(turn, unit)));
        }
    }

    private static boolean isMarked(Turn turn, Tag tag) {
        return turn.isInState(tag, ResourceState.ISP)
                && turn.stateHere(tag).filter(row -> row.reason().startsWith(Freezes.MARK)).isPresent();
    }

    /** It is well, or is being looked after. */
    static void unmark(Turn turn, Tag tag) {
        if (isMarked(turn, tag)) {
            turn.put(List.of(new StateRow(turn.self(), tag, ResourceState.ISP, "")));
        }
    }

    /** The unit is frozen no more: what was found failed, or waits to be tried again, is looked after now. */
    static void thawed(Turn turn, UnitId unit) {
        turn.config().membersOf(unit).stream().filter(tag -> isMarked(turn, tag)).forEach(tag -> {
            String detail = turn.stateHere(tag).map(row -> row.reason().substring(Freezes.MARK.length())).orElse("");
            unmark(turn, tag);
            failed(turn, tag, detail);
        });
        retry(turn, unit);
    }

    /** Waits until nothing else is out for the resource. */
    static void repair(Turn turn, UnitTask task) {
        Tag tag = task.tags().first();
        if (!turn.mind.hasCall(tag)) {
            Topology.target(turn.config(), tag, turn.self()).ifPresent(target -> turn.call(target, Action.RECOVER,
                    KitLimits.of(target.instance(), Action.RECOVER), task.cause()));
        }
    }

    static void recovered(Turn turn, UnitTask task, Tag tag, Outcome outcome) {
        turn.mind.tasks.remove(task.unit());
        switch (outcome) {
            case Outcome.Done done -> {
                turn.note(Note.of(NoteCode.RECOVERED).with("rule", "RC-19").with("tag", tag).with("took-ms",
                        turn.now().since(task.began()).toMillis()));
                Checks.schedule(turn, tag);
                Askers.done(turn, task.asker(), tag + " is recovered on " + turn.self());
            }
            case Outcome.Failed failed -> {
                if (task.cause() == Cause.OPERATOR) {
                    AskedActions.notRecovered(turn, task, tag, failed.detail());
                } else {
                    escalate(turn, task.unit(), tag, why(task, tag, failed.detail()));
                }
            }
            case Outcome.Unknown unknown -> {
                Askers.refuse(turn, task.asker(), Reply.Refusal.UNKNOWN,
                        "Nobody knows whether " + tag + " was recovered on " + turn.self() + ": " + unknown.detail(),
                        "See status for what is done about it");
                escalate(turn, task.unit(), tag, why(task, tag, unknown.detail()));
            }
        }
    }

    private static SortedMap<Tag, String> scar(Tag tag, String detail) {
        SortedMap<Tag, String> scars = new TreeMap<>();
        scars.put(tag, detail);
        return scars;
    }

    /** First what failed, then why it could not be repaired. */
    private static String why(UnitTask task, Tag tag, String repair) {
        return Optional.ofNullable(task.scars().get(tag)).map(failure -> failure + "; " + repair).orElse(repair);
    }

    private static String escalate(Turn turn, UnitId unit, Tag tag, String detail) {
        if (turn.mind.isStorageFailed()) {
            turn.note(Note.of(NoteCode.NOWHERE_TO_GO).with("rule", "RC-20").with("unit", unit).with("detail", detail));
            return "nothing is done: the disk of " + turn.self() + " takes no changes";
        }
        SortedMap<Tag, String> scars = scar(tag, detail);
        SortedSet<Tag> wanted = Moves.wanted(turn, unit);
        List<Candidate> others = others(turn, unit, tag);
        Optional<NodeId> next = chosen(others);
        if (next.isPresent()) {
            MoveLimits.count(turn, unit);
            turn.note(Placement.withRefused(Note.of(NoteCode.RESOURCE_MOVES).with("rule", "RC-19").with("unit", unit)
                    .with("failed", tag).with("to", next.get()), others, List.of(turn.self())));
            Descent.begin(turn,
                    UnitTask.down(unit, Descent.running(turn, unit), Cause.RESOURCE_FAILURE, turn.now()).scarred(scars)
                            .then(new After.HandTo(next.get(), wanted)));
            return "failover begins: " + unit + " moves from " + turn.self() + " to " + next.get();
        }
        MoveLimits.tell(turn, unit);
        turn.note(Placement.withRefused(Note.of(NoteCode.NOWHERE_TO_GO).with("rule", "RC-19").with("unit", unit).with("detail",
                tag + ": " + detail), others, List.of(turn.self())));
        SortedSet<Tag> down = new TreeSet<>(Topology.withParents(turn.config(), List.of(tag)));
        down.retainAll(Descent.running(turn, unit));
        Descent.begin(turn,
                UnitTask.down(unit, down, Cause.RESOURCE_FAILURE, turn.now()).scarred(scars).then(new After.Retry(wanted)));
        return "no node can take " + unit + ": " + tag + " is taken out of service on " + turn.self()
                + ", with what needs it, and tried again each minute";
    }

    /** Where the unit could go when a resource of it has failed here beyond repair. */
    static List<Candidate> others(Turn turn, UnitId unit, Tag failed) {
        return isLocal(turn, failed)
                ? Placement.judged(turn, node -> Optional.of(node.equals(turn.self())
                        ? Candidate.Objection.LEFT
                        : Candidate.Objection.LOCAL))
                : Placement.others(turn, unit);
    }

    static Optional<NodeId> chosen(List<Candidate> candidates) {
        return candidates.stream().filter(one -> one.objection().isEmpty()).map(Candidate::node).findFirst();
    }

    private static boolean isLocal(Turn turn, Tag tag) {
        return turn.config().resource(tag).flatMap(resource -> turn.config().type(resource.type()))
                .filter(type -> type.direction() == RecoveryDirection.LOCAL).isPresent();
    }

    /** A minute later. */
    static void retry(Turn turn, UnitId unit) {
        SortedSet<Tag> tags = turn.mind.retries.get(unit);
        if (tags == null || turn.mind.tasks.containsKey(unit)) {
            return;
        }
        if (Contests.isMet(turn, unit)) {
            later(turn, unit, tags); // the other owner may be the one that lets go
            return;
        }
        turn.mind.retries.remove(unit);
        if (Grantor.rival(turn, unit).isPresent()) {
            return;
        }
        if (turn.mind.isStorageFailed() || turn.mind.stall.isPresent() || turn.mind.yielding.contains(unit)
                || Freezes.isFrozen(turn, unit)) {
            later(turn, unit, tags);
            return;
        }
        turn.note(Note.of(NoteCode.RETRIES).with("rule", "RC-19").with("unit", unit).with("tags", WireText.tags(tags)));
        Optional<NodeId> next = elsewhere(turn, unit, tags);
        UnitTask up = UnitTask.up(unit, tags, Cause.RESOURCE_FAILURE, Asker.NOBODY, turn.now());
        if (next.isPresent()) {
            MoveLimits.count(turn, unit);
            Descent.begin(turn, UnitTask.down(unit, Descent.running(turn, unit), Cause.RESOURCE_FAILURE, turn.now())
                    .then(new After.HandTo(next.get(), tags)));
        } else if (Ownership.holds(turn.lcd(), turn.self(), unit)) {
            Climb.begin(turn, up);
        } else {
            retake(turn, up);
        }
    }

    private static void retake(Turn turn, UnitTask up) {
        switch (Grantor.ask(turn, up.unit(), Grantor.Will.RULE)) {
            case Grantor.Grant.Given given -> Climb.take(turn, up, given.epoch());
            case Grantor.Grant.Withheld no -> {
                turn.note(Note.of(NoteCode.FAILOVER_WITHHELD).with("rule", "RC-1").with("unit", up.unit()).with("reason",
                        no.sentence()));
                later(turn, up.unit(), up.tags());
            }
        }
    }

    /** Where what has failed here may be brought in service instead. */
    private static Optional<NodeId> elsewhere(Turn turn, UnitId unit, SortedSet<Tag> tags) {
        List<Tag> failed = tags.stream().filter(tag -> turn.isInState(tag, ResourceState.OSF)).toList();
        return failed.isEmpty() || failed.stream().anyMatch(tag -> isLocal(turn, tag))
                ? Optional.empty()
                : Placement.refuge(turn, unit);
    }

    /** There was nowhere to go when it was taken out; meanwhile a node may have come back. */
    static void laterUnlessElsewhere(Turn turn, UnitId unit, SortedSet<Tag> tags) {
        later(turn, unit, tags);
        if (elsewhere(turn, unit, tags).isPresent()) {
            retry(turn, unit);
        }
    }

    static void later(Turn turn, UnitId unit, SortedSet<Tag> tags) {
        turn.mind.retries.put(unit, tags);
        turn.wake("retry/" + unit, DescentEnd.RETRY_AFTER);
    }

    /** What this node let go for a peer that never took it is brought in service again; what has failed here goes to the peer. */
    static void reconsider(Turn turn) {
        new TreeMap<>(turn.mind.retries).forEach((unit, tags) -> {
            boolean isLetGo = !Ownership.holds(turn.lcd(), turn.self(), unit) && !Heal.isOpen(turn, unit);
            if (isLetGo || elsewhere(turn, unit, tags).isPresent()) {
                retry(turn, unit);
            }
        });
    }
}
