package dev.vigil.recovery.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.model.StatusRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.KitCallId;
import dev.vigil.recovery.TimerId;
import dev.vigil.recovery.Step;
import dev.vigil.recovery.invariant.Activity;
import dev.vigil.recovery.invariant.Census;
import dev.vigil.recovery.invariant.Happening;
import dev.vigil.recovery.invariant.Invariant;
import dev.vigil.recovery.text.Given;

/**
 * The node of a case with its disk, its kits and its timers. Peers exist only as what they said: their resources run as their rows say.
 */
final class CaseNode {
    private final Brain brain;
    private final NodeId self;
    private final List<Invariant> invariants;
    private final SortedMap<Tag, Activity> resources = new TreeMap<>();
    private final SortedMap<KitCallId, Decision.CallKit> out = new TreeMap<>();
    private final SortedMap<TimerId, Ticks> timers = new TreeMap<>();
    private final SortedMap<NodeId, PeerHealth> peers;
    private final List<Happening> past = new ArrayList<>();
    private ClusterView view;
    private LcdState disk;

    CaseNode(Brain brain, NodeId self, Given given, boolean isSettled) {
        this.brain = brain;
        this.self = self;
        this.invariants = Invariant.seenByOneNode();
        this.peers = new TreeMap<>(given.peersOf(self));
        this.disk = given.lcd();
        this.view = isSettled ? brain.settled(self, given) : brain.before(self);
        if (isSettled) {
            resources.putAll(running(disk, self));
        } else {
            peers.replaceAll((peer, health) -> PeerHealth.UNKNOWN);
        }
    }

    ClusterView view() {
        return view;
    }

    LcdState disk() {
        return disk;
    }

    SortedMap<KitCallId, Decision.CallKit> out() {
        return new TreeMap<>(out);
    }

    /** The timer that is due first, taken away. */
    Optional<Map.Entry<TimerId, Ticks>> nextTimer() {
        Optional<Map.Entry<TimerId, Ticks>> first = timers.entrySet().stream().min(Map.Entry.<TimerId, Ticks>comparingByValue());
        first.ifPresent(timer -> timers.remove(timer.getKey()));
        return first;
    }

    /** One step; nothing of it is carried out yet. */
    List<Decision> decide(Ticks now, Event event) {
        learn(now, event);
        Step step = brain.step(view, now, event);
        view = step.next();
        return step.decisions();
    }

    void carryOut(Ticks now, Decision decision) {
        switch (decision) {
            case Decision.Store store -> store(now, store.entries());
            case Decision.CallKit call -> call(now, call);
            case Decision.WakeAt wake -> timers.put(wake.timer(), wake.at());
            case Decision.AbandonKitCall abandon -> see(now, new Happening.Turned(self));
            case Decision.Tell tell -> see(now, new Happening.Turned(self));
            case Decision.Halt halt -> see(now, new Happening.Turned(self));
            case Decision.Fence fence -> see(now, new Happening.Turned(self));
            case Decision.AskSafety ask -> see(now, new Happening.Turned(self));
            case Decision.AbandonFence abandon -> see(now, new Happening.Turned(self));
            case Decision.SeekLease seek -> see(now, new Happening.Turned(self));
            case Decision.EndLease end -> see(now, new Happening.Turned(self));
            case Decision.Certify certify -> see(now, new Happening.Turned(self));
            case Decision.Gate gate -> see(now, new Happening.Turned(self));
            case Decision.Answer answer -> see(now, new Happening.Turned(self));
            case Decision.Noted noted -> see(now, new Happening.Turned(self));
        }
    }

    void carryOut(Ticks now, List<Decision> decisions) {
        decisions.forEach(decision -> carryOut(now, decision));
    }

    /** The process ends; with the power, what it ran ends too. A start in the middle of a case is preceded by one without. */
    void crash(Ticks now, boolean isPowerLost) {
        out.clear();
        timers.clear();
        peers.replaceAll((peer, health) -> PeerHealth.UNKNOWN);
        if (isPowerLost) {
            resources.clear();
        } else {
            resources.replaceAll((tag, activity) -> activity == Activity.STARTING || activity == Activity.STOPPING
                    ? Activity.DOUBTFUL
                    : activity);
        }
        view = brain.before(self);
        see(now, new Happening.Died(self));
    }

    private void learn(Ticks now, Event event) {
        see(now, new Happening.Turned(self));
        switch (event) {
            case Event.Started started -> {
                crash(now, false);
                if (started.isKept()) {
                    resources.putAll(running(disk, self));
                }
            }
            case Event.KitFinished finished -> finished(now, finished);
            case Event.KitSignalled signalled -> resources.put(signalled.tag(), Activity.BROKEN);
            case Event.GuardActed acted -> acted.tags().stream().filter(tag -> acted.ended() > 0)
                    .forEach(tag -> resources.computeIfPresent(tag, (ended, was) -> Activity.BROKEN));
            case Event.PeerChanged changed -> peers.put(changed.peer(), changed.health());
            case Event.StoreFailed failed -> disk = failed.durable();
            case Event.Woke woke -> timers.remove(woke.timer());
            default -> {
                /* the controller alone learns something */ }
        }
    }

    private void store(Ticks now, List<Entry> entries) {
        for (Entry entry : entries) {
            disk = disk.apply(entry);
        }
        see(now, new Happening.Turned(self));
    }

    private void call(Ticks now, Decision.CallKit call) {
        see(now, new Happening.Called(self, call));
        out.put(call.call(), call);
        Tag tag = call.target().resource().tag();
        switch (call.action()) {
            case RESTORE, RECOVER -> resources.put(tag, Activity.STARTING);
            case REMOVE -> resources.put(tag, Activity.STOPPING);
            case QUICK_CHECK, DEEP_CHECK, DELETE, CAN_EXTEND, EXTEND, ANNOUNCE, HANDLE_EVENT -> {
                /* changes nothing of what runs */ }
        }
    }

    private void finished(Ticks now, Event.KitFinished finished) {
        Decision.CallKit call = out.remove(finished.call());
        if (call == null) {
            return; // the controller must bear it; what a kit does is not changed by it
        }
        see(now, new Happening.Ended(self, finished.call()));
        Tag tag = call.target().resource().tag();
        after(call.action(), finished.outcome()).ifPresent(activity -> resources.put(tag, activity));
    }

    private static Optional<Activity> after(Action action, Outcome outcome) {
        boolean isDone = outcome instanceof Outcome.Done;
        return switch (action) {
            case RESTORE, RECOVER -> Optional.of(isDone ? Activity.ACTIVE : Activity.DOUBTFUL);
            case REMOVE -> Optional.of(isDone ? Activity.IDLE : Activity.DOUBTFUL);
            case QUICK_CHECK, DEEP_CHECK -> outcome instanceof Outcome.Failed ? Optional.of(Activity.BROKEN) : Optional.empty();
            case DELETE, CAN_EXTEND, EXTEND, ANNOUNCE, HANDLE_EVENT -> Optional.empty();
        };
    }

    private void see(Ticks now, Happening happening) {
        past.add(happening);
        Invariant.judge(invariants, happening, census(now)).ifPresent(breach -> {
            throw new AssertionError(breach + "\nat " + now + ", after " + past.size() + " happenings, the last: " + happening);
        });
    }

    private Census census(Ticks now) {
        SortedMap<NodeId, Census.Host> hosts = new TreeMap<>();
        peers.forEach(
                (peer, health) -> hosts.put(peer,
                        new Census.Host(isKnownToRun(health), false, disk,
                                Census.Gate.OPEN, running(view.lcd(), peer))));
        hosts.put(self, new Census.Host(true, false, disk, Census.Gate.OPEN, new TreeMap<>(resources)));
        return new Census(now, hosts, Census.Links.WHOLE);
    }

    /** Of the silent nothing is known; nor, by majority, of the deaf: whether their leases have run out only the voters say. */
    private boolean isKnownToRun(PeerHealth health) {
        return health == PeerHealth.ALIVE || health == PeerHealth.DEAF && !view.lcd().config().isByMajority();
    }

    private static SortedMap<Tag, Activity> running(LcdState lcd, NodeId node) {
        SortedMap<Tag, Activity> running = new TreeMap<>();
        for (StatusRow row : lcd.status(node).rows().values()) {
            if (row instanceof StateRow state && state.state().isInService()) {
                running.put(state.tag(), Activity.ACTIVE);
            }
        }
        return running;
    }
}
