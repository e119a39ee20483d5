package dev.vigil.recovery.cases;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.KitCallId;
import dev.vigil.recovery.TimerId;
import dev.vigil.recovery.text.Case;

/** What may happen to any case at any moment; whatever is decided then, no invariant may break. */
final class Adversity {
    /** How many events follow an interruption; enough for every call of a case to end and be tried again. */
    private static final int AFTERMATH = 60;
    private static final Duration DOWN = Duration.ofSeconds(1);
    private static final List<Supplier<Outcome>> OUTCOMES = List.of(() -> new Outcome.Done(Duration.ofMillis(10)),
            () -> new Outcome.Failed("made to fail"), () -> new Outcome.Unknown("made to time out"));

    private final Brain brain;
    private final Case shown;
    private final List<CaseRun.Taken> taken;

    Adversity(Brain brain, CaseRun run) {
        this.brain = brain;
        this.shown = run.actual();
        this.taken = run.taken();
    }

    /** Crash after each prefix of the decisions of each moment, start again from the disk, let every call end in each way. */
    int interrupt() {
        int runs = 0;
        for (int moment = 0; moment < taken.size(); moment++) {
            for (int carried = 0; carried <= taken.get(moment).decisions().size(); carried++) {
                for (Supplier<Outcome> outcome : OUTCOMES) {
                    interrupted(moment, carried, true, outcome);
                    interrupted(moment, carried, false, outcome);
                    runs += 2;
                }
            }
        }
        return runs;
    }

    /** No crash: after each moment, all of which is carried out, every outstanding call ends in each way. */
    void finish() {
        for (int moment = 0; moment < taken.size(); moment++) {
            for (Supplier<Outcome> outcome : OUTCOMES) {
                CaseNode node = upTo(moment);
                node.carryOut(taken.get(moment).at(), node.decide(taken.get(moment).at(), taken.get(moment).event()));
                aftermath(node, taken.get(moment).at(), outcome);
            }
        }
    }

    /** Every message and every end of a call is delivered twice. */
    void repeat() {
        CaseNode node = CaseRun.node(brain, shown);
        for (CaseRun.Taken moment : taken) {
            node.decide(moment.at(), moment.event());
            node.carryOut(moment.at(), moment.carried());
            if (isRepeatable(moment.event())) {
                node.carryOut(moment.at(), node.decide(moment.at(), moment.event()));
            }
        }
    }

    private static boolean isRepeatable(Event event) {
        return event instanceof Event.PeerSaid || event instanceof Event.KitFinished || event instanceof Event.FenceFinished
                || event instanceof Event.SafetyAnswered
                || event instanceof Event.PeerSummary
                || event instanceof Event.Woke;
    }

    private CaseNode upTo(int moment) {
        CaseNode node = CaseRun.node(brain, shown);
        taken.subList(0, moment).forEach(past -> {
            node.decide(past.at(), past.event());
            node.carryOut(past.at(), past.carried());
        });
        return node;
    }

    private void interrupted(int moment, int carried, boolean isPowerLost, Supplier<Outcome> outcome) {
        CaseRun.Taken last = taken.get(moment);
        CaseNode node = upTo(moment);
        List<Decision> decisions = node.decide(last.at(), last.event());
        node.carryOut(last.at(), decisions.subList(0, carried));
        node.crash(last.at(), isPowerLost);
        Ticks now = last.at().plus(DOWN);
        Incarnation life = node.disk().status(shown.self()).incarnation();
        List<Event> events = new ArrayList<>();
        events.add(new Event.Started(shown.self(), new Incarnation(life.counter() + 1, life.nonce()), node.disk()));
        SortedMap<NodeId, PeerHealth> peers = CaseRun.given(shown).peersOf(shown.self());
        peers.forEach((peer, health) -> events.add(new Event.PeerChanged(peer, health, Duration.ZERO)));
        events.forEach(event -> node.carryOut(now, node.decide(now, event)));
        aftermath(node, now, outcome);
    }

    private static void aftermath(CaseNode node, Ticks from, Supplier<Outcome> outcome) {
        Ticks now = from;
        for (int left = AFTERMATH; left > 0; left--) {
            Optional<KitCallId> call = node.out().keySet().stream().findFirst();
            if (call.isPresent()) {
                now = now.plus(Duration.ofMillis(10));
                node.carryOut(now, node.decide(now, new Event.KitFinished(call.get(), outcome.get())));
                continue;
            }
            Optional<Map.Entry<TimerId, Ticks>> timer = node.nextTimer();
            if (timer.isEmpty()) {
                return;
            }
            now = now.isBefore(timer.get().getValue()) ? timer.get().getValue() : now;
            node.carryOut(now, node.decide(now, new Event.Woke(timer.get().getKey())));
        }
    }
}
