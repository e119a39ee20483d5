package dev.vigil.recovery;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/**
 * Decides everything: what one event leads to. Pure: the same view, time and event give the same step, always. Throws only for what
 * cannot be, such as an event before {@link Event.Started}; the caller stops deciding then.
 */
public final class RecoveryController {
    private RecoveryController() {}

    public static Step step(ClusterView view, Ticks now, Event event) {
        Turn turn = switch (event) {
            case Event.Started started -> Starting.begin(started, now);
            case Event.StoreFailed failed -> StorageTrouble.failed(view, now, failed);
            default -> take(new Turn(view, now), event);
        };
        Freezes.follow(turn);
        Contests.follow(turn);
        Verdicts.follow(turn);
        Absences.follow(turn);
        LeaseFences.follow(turn);
        Fencing.follow(turn);
        Certificates.follow(turn);
        SafetyCheck.follow(turn);
        turn.nextToSelf().ifPresent(note -> hearSelf(turn, note));
        Restarts.follow(turn);
        gate(turn);
        Leases.follow(turn);
        return turn.finish();
    }

    private static void hearSelf(Turn turn, PeerNote first) {
        PeerNoteRules.heard(turn, turn.self(), first);
        turn.nextToSelf().ifPresent(note -> hearSelf(turn, note));
    }

    private static Turn take(Turn turn, Event event) {
        switch (event) {
            case Event.Started started -> throw new IllegalStateException("started is taken elsewhere");
            case Event.StoreFailed failed -> throw new IllegalStateException("store-failed is taken elsewhere");
            case Event.PathChanged changed -> Peers.pathChanged(turn, changed);
            case Event.PeerChanged changed -> Peers.changed(turn, changed);
            case Event.SelfStalled stalled -> Stalls.begin(turn, stalled.late());
            case Event.PeerSummary summary -> Peers.summary(turn, summary);
            case Event.PeerSpeaks speaks -> Peers.speaks(turn, speaks);
            case Event.BoundChanged bound -> Peers.bound(turn, bound);
            case Event.PeerSaid said -> PeerNoteRules.said(turn, said);
            case Event.PeerEnded ended -> Peers.ended(turn, ended);
            case Event.LinkReset reset -> Peers.linkReset(turn, reset.peer());
            case Event.KitFinished finished -> Tasks.finished(turn, finished.call(), finished.outcome());
            case Event.KitSignalled signalled -> Checks.signalled(turn, signalled.tag(), signalled.detail());
            case Event.FenceFinished finished -> Fences.finished(turn, finished.number(), finished.outcome());
            case Event.SafetyAnswered said -> SafetyCheck.answered(turn, said.number(), said.answer());
            case Event.LeaseGranted granted -> Leases.granted(turn, granted);
            case Event.LeaseWithheld withheld -> Leases.withheld(turn, withheld.unit(), withheld.reason());
            case Event.FenceAwaited awaited -> LeaseFences.awaited(turn, awaited.unit(), awaited.owner());
            case Event.LeaseKept kept -> Leases.kept(turn, kept.unit());
            case Event.LeaseHandedOver handed -> Restarts.agreed(turn, handed.unit());
            case Event.LeaseLost lost -> Leases.lost(turn, lost.unit(), lost.reason());
            case Event.GuardActed acted -> GuardReports.acted(turn, acted);
            case Event.GuardLost lost -> GuardReports.lost(turn, lost.detail());
            case Event.StorageRecovered recovered -> StorageTrouble.recovered(turn);
            case Event.HaltFailed failed -> Halts.failed(turn, failed.reason());
            case Event.OperatorAsked asked -> Requests.asked(turn, asked.id(), asked.caller(), asked.request());
            case Event.ClockRead read -> Clocks.read(turn, read);
            case Event.TurnedAway away -> Departures.turnedAway(turn, away);
            case Event.Woke woke -> woke(turn, woke.timer().name());
        }
        return turn;
    }

    private static void woke(Turn turn, String timer) {
        int slash = timer.indexOf('/');
        String kind = slash < 0 ? timer : timer.substring(0, slash);
        String what = timer.substring(slash + 1);
        switch (kind) {
            case "quick-check" -> Checks.due(turn, new Tag(what), Action.QUICK_CHECK);
            case "deep-check" -> Checks.due(turn, new Tag(what), Action.DEEP_CHECK);
            case "guarded" -> GuardReports.again(turn, new Tag(what));
            case "repairs" -> Repairs.expire(turn, new Tag(what));
            case "announce" -> Announcements.woke(turn);
            case "retry" -> ResourceFailure.retry(turn, new UnitId(what));
            case "yield" -> Heal.yieldAgain(turn, new UnitId(what));
            case "lease" -> Leases.patienceEnded(turn, new UnitId(what));
            case "handed" -> Handover.patienceEnded(turn, new UnitId(what));
            case "summary" -> Peers.summaryPatienceEnded(turn, new NodeId(what));
            case "ask" -> Requests.giveUp(turn, Long.parseLong(what), "did not answer in time");
            case "operation" -> Operations.patienceEnded(turn);
            case "promise" -> Proposals.promiseEnded(turn);
            case "catch-up" -> Removals.catchUp(turn);
            case "thaw" -> Freezes.look(turn);
            case "confirm" -> Confirmations.timedOut(turn, new NodeId(what));
            case "fence" -> Fences.woke(turn, new NodeId(what));
            case "safety" -> SafetyCheck.woke(turn, new UnitId(what));
            case Restarts.TIMER -> Restarts.patienceEnded(turn);
            case "restart" -> Absences.ended(turn, new NodeId(what));
            case "alone" -> Starting.aloneLongEnough(turn);
            case "moves" -> Failover.reconsider(turn);
            case "switchback" -> Switchbacks.considerAll(turn);
            case "who-owns" -> Stalls.askAgain(turn);
            default -> {
                return; // a timer of an older program
            }
        }
    }

    /** RC-17, RC-3: the addresses answer only while this node knows that it owns what it holds. */
    private static void gate(Turn turn) {
        boolean isDoubtful = turn.mind.stall.isPresent() || !turn.mind.yielding.isEmpty();
        Decision.GateState wanted = isDoubtful ? Decision.GateState.SHUT : Decision.GateState.OPEN;
        if (wanted != turn.mind.gate) {
            turn.note(Note.of(isDoubtful ? NoteCode.GATE_SHUT : NoteCode.GATE_OPEN).with("rule", "RC-17"));
            turn.gate(wanted);
        }
    }
}
