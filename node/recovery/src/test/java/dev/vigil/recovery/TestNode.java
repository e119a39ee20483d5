package dev.vigil.recovery;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;

/** One controller with a disk, kits that obey, and a log of all that it decided. Messages wait in {@code outbox}. */
final class TestNode {
    final NodeId id;
    ClusterView view;
    LcdState disk = LcdState.EMPTY;
    boolean isUp;
    boolean isDiskBroken;
    Decision.GateState gate = Decision.GateState.SHUT;
    final SortedMap<Tag, Boolean> running = new TreeMap<>();
    final SortedMap<String, Outcome> kitAnswers = new TreeMap<>();
    final SortedMap<KitCallId, Decision.CallKit> open = new TreeMap<>();
    final SortedMap<TimerId, Ticks> timers = new TreeMap<>();
    final SortedMap<RequestId, Reply> replies = new TreeMap<>();
    final Deque<Decision.Tell> outbox = new ArrayDeque<>();
    final List<String> log = new ArrayList<>();
    boolean answersKits = true;
    private long life;

    TestNode(String name) {
        id = new NodeId(name);
        view = ClusterView.before(id);
    }

    void start(Ticks now) {
        life++;
        isUp = true;
        open.clear();
        timers.clear();
        outbox.clear();
        take(now, new Event.Started(id, new Incarnation(life, 0), disk));
    }

    Incarnation life() {
        return new Incarnation(life, 0);
    }

    void take(Ticks now, Event event) {
        log.add(now + " <- " + event.getClass().getSimpleName() + " " + brief(event));
        Step step = RecoveryController.step(view, now, event);
        view = step.next();
        for (Decision decision : step.decisions()) {
            log.add("    " + brief(decision));
            if (isDiskBroken && decision instanceof Decision.Store) {
                take(now, new Event.StoreFailed(disk, "disk full"));
                return;
            }
            carryOut(now, decision);
        }
    }

    private void carryOut(Ticks now, Decision decision) {
        switch (decision) {
            case Decision.Store store -> {
                for (Entry entry : store.entries()) {
                    disk = disk.apply(entry);
                }
            }
            case Decision.Tell tell -> outbox.add(tell);
            case Decision.CallKit call -> {
                open.put(call.call(), call);
                if (call.action() == Action.RESTORE) {
                    running.put(call.target().resource().tag(), true);
                }
            }
            case Decision.AbandonKitCall abandon ->
                kitAnswers.put("abandoned/" + abandon.call(), new Outcome.Unknown("abandoned"));
            case Decision.WakeAt wake -> timers.put(wake.timer(), wake.at());
            case Decision.Halt halt -> throw new IllegalStateException("no test here halts a machine: " + halt.why());
            case Decision.Fence fence -> throw new IllegalStateException("no test here fences: " + fence.victim());
            case Decision.AbandonFence fence -> throw new IllegalStateException("no test here fences: " + fence.number());
            case Decision.AskSafety ask -> throw new IllegalStateException("no test here asks about " + ask.unit());
            case Decision.SeekLease seek -> throw new IllegalStateException("no test here has voters: " + seek.unit());
            case Decision.Certify certify -> throw new IllegalStateException("no test here has voters: " + certify);
            case Decision.EndLease end -> throw new IllegalStateException("no test here has voters: " + end.unit());
            case Decision.Gate gated -> gate = gated.state();
            case Decision.Answer answer -> replies.put(answer.id(), answer.reply());
            case Decision.Noted noted -> PeerNotes.parse(List.of(noted.note().facts()));
        }
    }

    /** Ends one open kit call; false when there is none. */
    boolean finishOne(Ticks now) {
        if (open.isEmpty() || !answersKits) {
            return false;
        }
        Decision.CallKit call = open.remove(open.firstKey());
        String key = call.action() + "/" + call.target().resource().tag();
        Outcome outcome = Optional.ofNullable(kitAnswers.remove("abandoned/" + call.call()))
                .orElseGet(() -> kitAnswers.getOrDefault(key, new Outcome.Done(Duration.ofMillis(1))));
        if (call.action() == Action.REMOVE && outcome instanceof Outcome.Done) {
            running.remove(call.target().resource().tag());
        }
        take(now, new Event.KitFinished(call.call(), outcome));
        return true;
    }

    static String brief(Object thing) {
        if (thing instanceof Decision.Tell tell) {
            return "tell " + tell.peer() + " " + PeerNotes.print(tell.note());
        }
        if (thing instanceof Decision.CallKit call) {
            return "call " + call.action() + " " + call.target().resource().tag() + " " + call.cause();
        }
        if (thing instanceof Decision.Noted noted) {
            return "note " + noted.note().facts();
        }
        if (thing instanceof Event.Started) {
            return "";
        }
        return thing.toString();
    }
}
