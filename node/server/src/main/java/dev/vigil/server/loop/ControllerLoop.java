package dev.vigil.server.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.store.LcdStore;
import dev.vigil.lcd.store.StoreOutcome;
import dev.vigil.platform.Clock;
import dev.vigil.recovery.AdminLock;
import dev.vigil.recovery.Alarms;
import dev.vigil.recovery.Readiness;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.FenceOutcome;
import dev.vigil.recovery.RecoveryController;
import dev.vigil.recovery.Reply;
import dev.vigil.recovery.Step;

/**
 * The one thread that owns the controller's state: mailbox, step, decisions in order. A {@link Decision.Store} holds back every later
 * decision until it is durable; events are taken in meanwhile. An exception out of the controller is an invariant broken: the node
 * keeps what it owns, decides nothing more, and is shown as impaired.
 */
public final class ControllerLoop implements AutoCloseable {
    /** More events than this cannot be waiting on a healthy node; the offerer is told. */
    private static final int MAX_WAITING = 20_000;
    private static final Duration CLOCK_EVERY = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(ControllerLoop.class);

    private final Clock clock;
    private final LcdStore store;
    private final Hands hands;
    private final Runnable begun;
    private final Consumer<Ticks> turned;
    private final Supplier<Duration> turnEvery;
    private final Witness witness;
    private final BlockingQueue<Mail> mailbox = new LinkedBlockingQueue<>();
    private final ArrayDeque<Decision> outbox = new ArrayDeque<>();
    private final Timers timers = new Timers();
    private final Thread thread;
    private boolean isStoring;
    private volatile StepFigures steps = StepFigures.NONE;
    private Optional<Ticks> clockRead = Optional.empty();
    private volatile ClusterView view;
    private volatile Optional<String> impairment = Optional.empty();
    private volatile boolean isClosing;

    /** {@code turned} is told after every turn, at least each {@code turnEvery}: it proves that this thread lives. */
    public ControllerLoop(ClusterView initial, Clock clock, LcdStore store, Hands hands, Turns turns) {
        this.view = initial;
        this.clock = clock;
        this.store = store;
        this.hands = hands;
        this.begun = turns.begun();
        this.turned = turns.turned();
        this.turnEvery = turns.every();
        this.witness = turns.witness();
        this.thread = Thread.ofPlatform().name("vigil-controller").daemon().unstarted(this::work);
    }

    /** Called first of all on the thread; whom to tell that it lives, and how often at least; who is told what was decided. */
    public record Turns(Runnable begun, Consumer<Ticks> turned, Supplier<Duration> every, Witness witness) {}

    public void start() {
        thread.start();
    }

    /** Any thread; never blocks. False when the mailbox is full, which the caller reports as its own trouble. */
    public boolean offer(Event event) {
        boolean isTaken = mailbox.size() < MAX_WAITING && mailbox.offer(new Happened(event));
        if (!isTaken) {
            LOG.error("mailbox-full waiting={} event={}: the controller's thread does not keep up", MAX_WAITING,
                    event.getClass().getSimpleName());
        }
        return isTaken;
    }

    /** What the controller knew after its last turn. Any thread. */
    public ClusterView view() {
        return view;
    }

    /** Of every unit, whether it would be taken over now. Any thread. */
    public List<Readiness> readiness() {
        return Readiness.all(view, clock.now());
    }

    /** What keeps this node from changing the configuration. Any thread. */
    public Optional<AdminLock> adminLock() {
        return AdminLock.of(view, clock.now());
    }

    /** What stands in the way of what people count on, the weightiest first. Any thread. */
    public List<String> alarms() {
        return Alarms.of(view, clock.now());
    }

    /** Why the controller takes no more decisions, once an invariant was broken. */
    public Optional<String> impairment() {
        return impairment;
    }

    /** How long decisions took. Any thread. */
    public StepFigures steps() {
        return steps;
    }

    public int waiting() {
        return mailbox.size();
    }

    @Override
    public void close() {
        isClosing = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        begun.run();
        while (!isClosing) {
            try {
                turn();
            } catch (InterruptedException e) {
                LOG.debug("the controller's thread is asked to end");
            } catch (RuntimeException e) {
                impairment = Optional.of(e.toString());
                LOG.error(
                        "impaired: the controller broke an invariant, keeps what it owns and decides nothing more until a restart",
                        e);
            }
        }
    }

    private void turn() throws InterruptedException {
        Mail mail = mailbox.poll(untilNextWake().toNanos(), TimeUnit.NANOSECONDS);
        Ticks now = clock.now();
        if (impairment.isEmpty()) {
            switch (mail) {
                case null -> {
                }
                case Happened happened -> step(now, happened.event());
                case Stored stored -> settle(now, stored.outcome());
            }
            readClock(now);
            timers.takeDue(now).ifPresent(timer -> step(now, new Event.Woke(timer)));
        }
        turned.accept(now);
    }

    private Duration untilNextWake() {
        Duration longest = turnEvery.get();
        Duration idle = timers.next().map(next -> next.since(clock.now())).orElse(longest);
        if (idle.isNegative()) {
            return Duration.ZERO;
        }
        return idle.compareTo(longest) < 0 ? idle : longest;
    }

    /** The time of day, so that what people have set a time for ends: read when the controller has started, and from then on now and then. */
    private void readClock(Ticks now) {
        boolean isDue = clockRead.filter(read -> now.since(read).compareTo(CLOCK_EVERY) < 0).isEmpty();
        if (isDue && !view.incarnation().equals(Incarnation.NONE)) {
            clockRead = Optional.of(now);
            Instant wall = clock.wallTime();
            step(now, new Event.ClockRead(wall, ZoneId.systemDefault().getRules().getOffset(wall)));
        }
    }

    private void step(Ticks now, Event event) {
        ClusterView before = view;
        long began = System.nanoTime();
        Step step = decide(before, now, event);
        steps = steps.with(Duration.ofNanos(System.nanoTime() - began));
        view = step.next();
        outbox.addAll(step.decisions());
        drain();
        witness.decided(before, now, event, step);
    }

    /** An event that breaks the controller is told too, as one that led to nothing: who mends it wants to see it. */
    private Step decide(ClusterView before, Ticks now, Event event) {
        try {
            return RecoveryController.step(before, now, event);
        } catch (RuntimeException broken) {
            witness.decided(before, now, event, new Step(before, List.of()));
            throw broken;
        }
    }

    private void settle(Ticks now, StoreOutcome outcome) {
        isStoring = false;
        switch (outcome) {
            case StoreOutcome.Stored stored -> drain();
            case StoreOutcome.Refused refused -> storeFailed(now, refused.reason());
            case StoreOutcome.Unknown unknown -> storeFailed(now, unknown.reason());
        }
    }

    /** What was decided on top of a store that did not take place was decided on nothing: it is dropped, and whoever waits is told. */
    private void storeFailed(Ticks now, String reason) {
        LOG.error("store-failed reason=\"{}\" dropped-decisions={}", reason, outbox.size());
        List<Decision> dropped = List.copyOf(outbox);
        outbox.clear();
        step(now, new Event.StoreFailed(store.state(), reason));
        dropped.forEach(decision -> tellOfDrop(now, decision, reason));
    }

    private void tellOfDrop(Ticks now, Decision decision, String reason) {
        switch (decision) {
            case Decision.Answer answer -> hands.answer(new Decision.Answer(answer.id(), new Reply.Refused(Reply.Refusal.NOT_NOW,
                    "The change could not be stored: " + reason + ".", "Make room on the disk, then ask again.")));
            case Decision.CallKit call ->
                step(now, new Event.KitFinished(call.call(), new Outcome.Failed("not begun: " + reason)));
            case Decision.Tell tell -> step(now, new Event.LinkReset(tell.peer()));
            case Decision.AbandonKitCall abandon -> hands.abandon(abandon);
            case Decision.Fence fence ->
                step(now, new Event.FenceFinished(fence.number(), new FenceOutcome.Failed("not begun: " + reason)));
            case Decision.AbandonFence fence -> hands.abandonFence(fence);
            case Decision.AskSafety question -> hands.askSafety(question);
            case Decision.SeekLease seek -> hands.seekLease(seek);
            case Decision.EndLease end -> LOG.debug("a lease that is not ended: {}", end.unit());
            case Decision.Certify certify -> LOG.debug("certificates that are not told: {}", certify.certificates());
            case Decision.Gate gate -> hands.gate(gate);
            case Decision.Halt halt -> LOG.warn("a dropped halt: {}", halt.why());
            case Decision.Noted noted -> hands.note(noted);
            case Decision.WakeAt wake -> timers.wakeAt(wake.timer(), wake.at());
            case Decision.Store entries -> LOG.debug("a dropped store of {} entries", entries.entries().size());
        }
    }

    private void drain() {
        while (!isStoring && !outbox.isEmpty()) {
            carryOut(outbox.removeFirst());
        }
    }

    private void carryOut(Decision decision) {
        switch (decision) {
            case Decision.Store entries -> {
                isStoring = true;
                store.store(entries.entries(), outcome -> mailbox.add(new Stored(outcome)));
            }
            case Decision.WakeAt wake -> timers.wakeAt(wake.timer(), wake.at());
            case Decision.Tell tell -> hands.tell(tell);
            case Decision.CallKit call -> hands.callKit(call);
            case Decision.AbandonKitCall call -> hands.abandon(call);
            case Decision.Fence fence -> hands.fence(fence);
            case Decision.AbandonFence fence -> hands.abandonFence(fence);
            case Decision.AskSafety question -> hands.askSafety(question);
            case Decision.SeekLease seek -> hands.seekLease(seek);
            case Decision.EndLease end -> hands.endLease(end);
            case Decision.Certify certify -> hands.certify(certify);
            case Decision.Gate gate -> hands.gate(gate);
            case Decision.Halt halt -> hands.halt(halt);
            case Decision.Answer answer -> hands.answer(answer);
            case Decision.Noted noted -> hands.note(noted);
        }
    }

    /** What waits for the controller's thread. */
    private sealed interface Mail {}

    private record Happened(Event event) implements Mail {}

    private record Stored(StoreOutcome outcome) implements Mail {}
}
