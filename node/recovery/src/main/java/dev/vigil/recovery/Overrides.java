package dev.vigil.recovery;

import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.FlagName;
import dev.vigil.lcd.model.FlagRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-31: what a person sets by hand in the rows of a node: flags, and states as far as they do not say that something stopped which may
 * run, or runs which does not.
 */
final class Overrides {
    /** Flags of one node; each travels with its whole status. */
    static final int MOST_FLAGS = 1_000;

    private Overrides() {}

    static void setState(Turn turn, Asker asker, Request.SetState request) {
        Tag tag = request.tag();
        Optional<UnitId> unit = Topology.unitOf(turn.config(), tag);
        if (unit.isEmpty()) {
            Moves.refuseUnknown(turn, asker, tag);
            return;
        }
        ResourceState was = turn.lcd().stateOf(tag, turn.self());
        Optional<Reply.Refused> wrong = check(turn, request, unit.get());
        if (wrong.isPresent()) {
            Askers.answer(turn, asker, wrong.get());
            return;
        }
        turn.put(List.of(new StateRow(turn.self(), tag, request.state(), request.reason())));
        if (was != request.state()) {
            turn.note(Note.of(NoteCode.STATE_SET).with("rule", "RC-31").with("tag", tag).with("was", was)
                    .with("state", request.state()));
        }
        Checks.forget(turn, tag);
        Repairs.forget(turn, tag);
        if (request.state() == ResourceState.ISP) {
            Checks.schedule(turn, tag);
        }
        Askers.done(turn, asker, tag + " is " + request.state() + " on " + turn.self() + "; it was " + was);
    }

    private static Optional<Reply.Refused> check(Turn turn, Request.SetState request, UnitId unit) {
        Tag tag = request.tag();
        if (turn.config().instance(tag, turn.self()).isEmpty()) {
            return RemovalRules.refusal(Reply.Refusal.NOT_FOUND, tag + " is not extended to " + turn.self(),
                    "See status for where it is");
        }
        return RemovalRules.quiet(turn, unit).or(() -> switch (request.state()) {
            case ISP, ISU -> checkRunning(turn, request);
            case OSU -> checkOut(turn, tag);
            case OSF, ILLSTATE -> RemovalRules.refusal(Reply.Refusal.INVALID,
                    request.state() + " is a finding and cannot be set by hand", "ISP, ISU and OSU can");
        });
    }

    private static Optional<Reply.Refused> checkRunning(Turn turn, Request.SetState request) {
        ResourceState was = turn.lcd().stateOf(request.tag(), turn.self());
        boolean isOwned = Topology.unitOf(turn.config(), request.tag())
                .filter(unit -> Ownership.holds(turn.lcd(), turn.self(), unit)).isPresent();
        return isOwned && was.isInService()
                ? Optional.empty()
                : RemovalRules.refusal(Reply.Refusal.NOT_NOW, request.tag() + " is " + was + " on " + turn.self() + ", and "
                        + request.state() + " is said of what runs", "Use in-service to bring it in service");
    }

    private static Optional<Reply.Refused> checkOut(Turn turn, Tag tag) {
        ResourceState was = turn.lcd().stateOf(tag, turn.self());
        if (was == ResourceState.OSU || was == ResourceState.OSF && !RemovalRules.mayRun(turn, turn.self(), tag)) {
            return Optional.empty();
        }
        return RemovalRules.refusal(Reply.Refusal.NOT_NOW,
                tag + " is " + was + " on " + turn.self()
                        + " and may run there; only what has failed and is out can be set to OSU",
                "Use out-of-service to take it out of service");
    }

    static void setFlag(Turn turn, Asker asker, FlagName flag) {
        List<FlagRow> flags = turn.lcd().status(turn.self()).flags();
        if (flags.stream().anyMatch(row -> row.flag().equals(flag))) {
            Askers.refuse(turn, asker, Reply.Refusal.ALREADY_EXISTS, "Flag " + flag + " is set on " + turn.self() + " already",
                    "Nothing to do, unless somebody else has set it");
        } else if (flags.size() >= MOST_FLAGS) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_NOW, turn.self() + " has " + flags.size() + " flags already",
                    "Clear some");
        } else {
            turn.put(List.of(new FlagRow(turn.self(), flag)));
            turn.note(Note.of(NoteCode.FLAG_SET).with("rule", "RC-31").with("flag", flag));
            Askers.done(turn, asker, "flag " + flag + " is set on " + turn.self());
        }
    }

    static void clearFlag(Turn turn, Asker asker, FlagName flag) {
        if (turn.lcd().status(turn.self()).flags().stream().noneMatch(row -> row.flag().equals(flag))) {
            Askers.refuse(turn, asker, Reply.Refusal.NOT_FOUND, "Flag " + flag + " is not set on " + turn.self(),
                    "Nothing to do");
            return;
        }
        turn.drop(FlagRow.keyOf(flag));
        turn.note(Note.of(NoteCode.FLAG_CLEARED).with("rule", "RC-31").with("flag", flag));
        Askers.done(turn, asker, "flag " + flag + " is cleared on " + turn.self());
        if (NoFailover.isOne(flag)) {
            Failover.reconsider(turn);
        }
    }
}
