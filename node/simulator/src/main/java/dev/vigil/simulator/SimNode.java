package dev.vigil.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

import dev.vigil.comm.heartbeat.Heartbeat;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.ClusterView;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.KitCallId;
import dev.vigil.recovery.LeaseLoss;
import dev.vigil.recovery.PeerNote;
import dev.vigil.recovery.RecoveryController;
import dev.vigil.recovery.Request;
import dev.vigil.recovery.Reply;
import dev.vigil.recovery.RequestId;
import dev.vigil.recovery.RestartWord;
import dev.vigil.recovery.Step;
import dev.vigil.recovery.TimerId;
import dev.vigil.recovery.invariant.Activity;
import dev.vigil.recovery.invariant.Census;
import dev.vigil.recovery.invariant.Happening;
import dev.vigil.recovery.quorum.Letter;
import dev.vigil.recovery.quorum.Word;
import dev.vigil.recovery.text.DecisionText;
import dev.vigil.recovery.text.EventText;
import dev.vigil.recovery.text.Scene;

/** One host: the real controller and the real heartbeat machine, on a disk, kits and a clock of the world. */
final class SimNode {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration HALTED_FOR = Duration.ofSeconds(20);
    private static final long ABANDONED_ENDS_AFTER = 5_000_000;
    private static final long ENDS_AFTER = 250_000_000;
    private static final long CLOCK_EVERY = 5_000_000_000L;
    private static final Instant WALL = Instant.parse("2026-03-04T10:00:00Z");
    private static final long SIGNAL_AFTER = 20_000_000;

    private final World world;
    private final NodeId self;
    private final SplitMix64 random;
    private final SimDisk disk;
    private final SimKits kits;
    private final SimFencer fencer;
    private final SimNeighbours neighbours;
    private final SimVoteDisk voteDisk = new SimVoteDisk();
    private Optional<SimVotes> votes = Optional.empty();
    private final SortedMap<NodeId, SimLink> links = new TreeMap<>();
    private final SortedMap<TimerId, Long> timers = new TreeMap<>();
    private final ArrayDeque<Decision> outbox = new ArrayDeque<>();
    private Optional<SimHeart> heart = Optional.empty();
    private Incarnation incarnation = Incarnation.NONE;
    private ClusterView view;
    private Scene scene;
    private boolean isStoring;
    private Census.Gate gate = Census.Gate.SHUT;
    private boolean isPowered;
    private long generation;
    private long begunAt;
    private boolean isLeft;
    private Optional<Long> leftUntil = Optional.empty();
    private final SortedMap<RequestId, Duration> restarts = new TreeMap<>();
    private final SortedMap<RequestId, Consumer<Reply>> waiting = new TreeMap<>();
    private long frozenUntil;
    private long requests;

    SimNode(World world, NodeId self) {
        this.world = world;
        this.self = self;
        this.random = new SplitMix64(world.scenario().seed()).fork("node/" + self);
        this.disk = new SimDisk(world.scenario().given().lcd(), random.fork("disk"));
        this.kits = new SimKits(random.fork("kits"));
        this.fencer = new SimFencer(this, world, random.fork("fences"));
        this.neighbours = new SimNeighbours(this, world, random.fork("neighbours"));
        this.view = ClusterView.before(self);
        this.scene = Scene.of(self, disk.state());
    }

    // What the world does to it

    void boot() {
        isPowered = true;
        begunAt = world.queue().now();
        isLeft = false;
        Optional<Ticks> keptUntil = leftUntil.map(until -> new Ticks(until - begunAt));
        leftUntil = Optional.empty();
        incarnation = new Incarnation(disk.nextLife(), random.next() >>> 1);
        view = ClusterView.before(self);
        scene = Scene.of(self, disk.state());
        SimHeart fresh = new SimHeart(this, world);
        heart = Optional.of(fresh);
        SimVotes voting = new SimVotes(this, world, voteDisk);
        votes = Optional.of(voting);
        voting.begin(disk.state().config(), disk.state().status(self), keptUntil);
        happen(new Event.Started(self, incarnation, disk.state(), keptUntil.isPresent()));
        readClock();
        later(0, fresh::turn);
    }

    /** As the real node does, every five seconds; the clocks of the hosts agree. */
    private void readClock() {
        happen(new Event.ClockRead(WALL.plusNanos(world.queue().now()), ZoneOffset.UTC));
        later(CLOCK_EVERY, this::readClock);
    }

    /** Of the whole host: also of one on which only what a killed process ran is left. */
    void powerOff(Duration lasts) {
        if (isPowered) {
            isPowered = false;
            isLeft = false;
            leftUntil = Optional.empty();
            disk.powerLost(world.queue().now());
            voteDisk.powerLost();
            kits.powerLost();
            end(lasts);
        }
    }

    void kill(Duration lasts) {
        if (!isOff()) {
            disk.forced(world.queue().now());
            kits.orphaned();
            if (votes.filter(SimVotes::isByMajority).isPresent()) {
                kits.guardEnds(guarded()); // the guard outlives the process, and says so
                isLeft = true;
                votes.ifPresent(SimVotes::ended);
            }
            end(lasts);
        }
    }

    /** What the guard ends with the process: what is kept until the node is fenced runs on. */
    private List<Tag> guarded() {
        Config config = disk.state().config();
        return kits.resources().keySet().stream()
                .filter(tag -> config.resource(tag).filter(row -> isKeptUntilFenced(config, row.unit())).isEmpty()).toList();
    }

    private boolean isKeptUntilFenced(Config config, UnitId unit) {
        return LeaseLoss.of(config, unit) instanceof LeaseLoss.Fence && votes.filter(voting -> voting.isArmed(unit)).isEmpty();
    }

    /** Asks the node to leave what it owns running; if it does, its process ends shortly after, and is there again after this time. */
    void restart(Duration lasts) {
        if (isOff()) {
            return;
        }
        RequestId id = new RequestId(++requests);
        restarts.put(id, lasts);
        later(0, () -> happen(new Event.OperatorAsked(id, "operator",
                new Request.Shutdown(Request.ShutdownStrategy.HAND_OVER))));
    }

    private void answered(Decision.Answer answer) {
        Optional.ofNullable(waiting.remove(answer.id())).ifPresent(asker -> later(0, () -> asker.accept(answer.reply())));
        Duration lasts = restarts.remove(answer.id());
        if (lasts != null && answer.reply() instanceof Reply.Done) {
            later(ENDS_AFTER, () -> leave(lasts));
        }
    }

    /** The process ends. The guard stays, and ends what was left when nobody is back in time. */
    private void leave(Duration lasts) {
        disk.forced(world.queue().now());
        kits.orphaned();
        Census.Gate left = gate;
        Optional<Ticks> kill = votes.flatMap(SimVotes::earliestKill);
        isLeft = votes.filter(SimVotes::isByMajority).isPresent();
        end(lasts);
        gate = left;
        RestartWord.backBy(disk.state(), self, kill).map(by -> by.nanos() + begunAt).ifPresent(until -> {
            leftUntil = Optional.of(until);
            world.queue().at(Math.max(until, world.queue().now()), () -> late(until));
        });
    }

    private void late(long until) {
        if (leftUntil.filter(at -> at == until).isPresent()) {
            world.trace().add(world.time(), self.value(), '!', "the guard ends what was left");
            leftUntil = Optional.empty();
            gate = Census.Gate.SHUT;
            if (isLeft) {
                kits.guardEnds(guarded());
            } else {
                kits.powerLost();
            }
        }
    }

    private void end(Duration lasts) {
        generation++;
        heart = Optional.empty();
        votes = Optional.empty();
        gate = Census.Gate.SHUT;
        restarts.clear();
        waiting.clear();
        links.values().forEach(SimLink::clear);
        timers.clear();
        outbox.clear();
        isStoring = false;
        world.see(new Happening.Died(self));
        long life = generation;
        world.queue().at(world.queue().now() + lasts.toNanos(), () -> bootIn(life));
    }

    /** Unless the power went once more meanwhile. */
    private void bootIn(long life) {
        if (life == generation) {
            boot();
        }
    }

    /** The machine is gone for good, and whatever was to begin on it does not. */
    void lose() {
        powerOff(NEVER);
        generation++;
    }

    /** Another machine bears the name, with the configuration that a node gets which joins. */
    void begin(Config config) {
        long firstLife = config.system(self).map(row -> row.machine().firstLife()).orElse(0L);
        disk.replaced(world.queue().now(), new LcdState(config, new TreeMap<>()), firstLife);
        voteDisk.replaced();
        world.see(new Happening.OldDisk(self));
        boot();
    }

    void oldDisk(Duration age) {
        disk.goBack(world.queue().now(), age);
        voteDisk.goBack(world.queue().now(), age);
        world.see(new Happening.OldDisk(self));
    }

    void freeze(Duration lasts) {
        frozenUntil = Math.max(frozenUntil, world.queue().now() + lasts.toNanos());
        // The first that runs again: its place in the real-time class is above all others.
        world.queue().at(frozenUntil, this::guard);
        world.queue().at(frozenUntil, () -> world.see(new Happening.Woke(self)));
    }

    boolean isStill() {
        return world.queue().now() < frozenUntil;
    }

    /** The guard looks at the clock then. */
    void guardAt(Ticks at) {
        later(Math.max(0, at.nanos() - now().nanos()), this::guard);
    }

    private void guard() {
        if (isOff() || isStill()) {
            return;
        }
        SortedSet<Tag> tags = new TreeSet<>();
        votes.ifPresent(voting -> voting.overdue().forEach(unit -> tags.addAll(disk.state().config().membersOf(unit))));
        tags.removeIf(tag -> kits.resources().getOrDefault(tag, Activity.IDLE) == Activity.IDLE);
        if (!tags.isEmpty()) {
            world.trace().add(world.time(), self.value(), '!', "the guard ends " + tags);
            kits.guardEnds(tags);
            later(0, () -> happen(new Event.GuardActed("node-silent", tags, tags.size(), 0)));
        }
    }

    void post(Letter letter) {
        for (PathRow path : paths()) {
            if (path.peerOf(self).equals(letter.to())) {
                world.network().send(path, self, () -> world.node(letter.to()).delivered(letter));
            }
        }
    }

    private void delivered(Letter letter) {
        later(0, () -> votes.ifPresent(voting -> voting.heard(letter)));
        if (letter.word() instanceof Word.Ended) {
            later(0, () -> heart.ifPresent(beating -> beating.ended(letter.from())));
        }
    }

    /** The host or the process did not run for a while. */
    void woke() {
        votes.ifPresent(SimVotes::woke);
    }

    SimKits kits() {
        return kits;
    }

    void breakDown(Tag tag) {
        if (kits.breakDown(tag)) {
            later(SIGNAL_AFTER, () -> happen(new Event.KitSignalled(tag, "it ended by itself")));
        }
    }

    void ask(Request request) {
        later(0, () -> happen(new Event.OperatorAsked(new RequestId(++requests), "operator", request)));
    }

    /** The same, for somebody who waits for the answer; it does not come if the node ends before. */
    void ask(Request request, Consumer<Reply> answer) {
        RequestId id = new RequestId(++requests);
        waiting.put(id, answer);
        later(0, () -> happen(new Event.OperatorAsked(id, "operator", request)));
    }

    // What the world asks of it

    boolean isOff() {
        return heart.isEmpty();
    }

    Incarnation incarnation() {
        return incarnation;
    }

    NodeId id() {
        return self;
    }

    LcdState durable() {
        return disk.state();
    }

    /** The paths of this node, as its controller knows them. */
    List<PathRow> paths() {
        List<PathRow> paths = new ArrayList<>();
        for (PathRow path : view.lcd().config().paths()) {
            if (path.touches(self)) {
                paths.add(path);
            }
        }
        return paths;
    }

    /** A datagram is in the socket. */
    void receive(PathRow path, Heartbeat heartbeat) {
        later(0, () -> heart.ifPresent(beating -> beating.heard(path, heartbeat)));
    }

    /** The life of the peer that is heard here. */
    Incarnation hears(NodeId peer) {
        return heart.map(beating -> beating.hears(peer)).orElse(Incarnation.NONE);
    }

    Census.Host census() {
        return new Census.Host(!isOff() || leftUntil.isPresent() || isLeft, isStill(), disk.state(), gate, kits.resources());
    }

    void said(NodeId from, Incarnation life, PeerNote note) {
        later(0, () -> happen(new Event.PeerSaid(from, life, note)));
    }

    // Its own life

    /** Runs in this life of the host, and not while it stands still. */
    void later(long nanos, Runnable what) {
        long life = generation;
        world.queue().at(world.queue().now() + nanos, () -> run(life, what));
    }

    private void run(long life, Runnable what) {
        if (life != generation) {
            return;
        }
        if (world.queue().now() < frozenUntil) {
            world.queue().at(frozenUntil, () -> run(life, what));
            return;
        }
        what.run();
    }

    Ticks now() {
        return new Ticks(world.queue().now() - begunAt);
    }

    void happen(Event event) {
        if (isOff()) {
            return;
        }
        world.trace().add(world.time(), self.value(), '<', () -> EventText.print(scene, event));
        scene = scene.after(event);
        Step step = RecoveryController.step(view, now(), event);
        view = step.next();
        for (Decision decision : step.decisions()) {
            world.trace().add(world.time(), self.value(), '>', () -> DecisionText.print(scene, decision));
            scene = scene.after(decision);
        }
        outbox.addAll(step.decisions());
        drain();
        world.see(new Happening.Turned(self));
    }

    private void drain() {
        while (!isStoring && !outbox.isEmpty()) {
            carryOut(outbox.remove());
        }
        heart.ifPresent(SimHeart::tellWhatIsDurable);
    }

    private void carryOut(Decision decision) {
        switch (decision) {
            case Decision.Store store -> {
                isStoring = true;
                later(disk.begin(store.entries()), this::stored);
            }
            case Decision.Tell tell -> tell(tell);
            case Decision.CallKit call -> call(call);
            case Decision.AbandonKitCall abandon -> later(ABANDONED_ENDS_AFTER,
                    () -> finished(abandon.call(), new Outcome.Unknown("abandoned")));
            case Decision.WakeAt wake -> wakeAt(wake);
            case Decision.Halt halt -> powerOff(HALTED_FOR);
            case Decision.Fence fence -> fencer.fence(fence);
            case Decision.AbandonFence abandon -> fencer.abandon(abandon.number());
            case Decision.AskSafety question -> neighbours.ask(question);
            case Decision.SeekLease seek -> votes.ifPresent(voting -> voting.seek(seek));
            case Decision.EndLease end -> votes.ifPresent(voting -> voting.end(end));
            case Decision.Certify certify -> votes.ifPresent(voting -> voting.certify(certify.certificates()));
            case Decision.Gate wanted -> gate = wanted.state() == Decision.GateState.OPEN ? Census.Gate.OPEN : Census.Gate.SHUT;
            case Decision.Answer answer -> answered(answer);
            case Decision.Noted noted -> {
                /* it stands in the trace */ }
        }
    }

    private void stored() {
        disk.forced(world.queue().now());
        isStoring = false;
        drain();
        votes.ifPresent(voting -> voting.follow(disk.state().config()));
        world.see(new Happening.Turned(self));
    }

    private void tell(Decision.Tell tell) {
        Incarnation peer = hears(tell.peer());
        if (!peer.equals(Incarnation.NONE)) {
            link(tell.peer()).tell(incarnation, peer, tell.note());
        }
    }

    SimLink link(NodeId peer) {
        return links.computeIfAbsent(peer, to -> new SimLink(world, self, to));
    }

    private void call(Decision.CallKit call) {
        boolean isStart = call.action() == Action.RESTORE || call.action() == Action.RECOVER;
        UnitId unit = call.target().resource().unit();
        if (isStart && votes.filter(voting -> !voting.mayStart(unit)).isPresent()) {
            later(0, () -> happen(new Event.KitFinished(call.call(), new Outcome.Failed("the lease of " + unit + " is over"))));
            return;
        }
        world.see(new Happening.Called(self, call));
        SimKits.Ending ending = kits.begin(call);
        later(ending.after().toNanos(), () -> finished(call.call(), ending.outcome()));
    }

    private void finished(KitCallId call, Outcome outcome) {
        if (kits.isOut(call)) {
            Outcome told = kits.told(call, outcome);
            kits.end(call, outcome);
            world.see(new Happening.Ended(self, call));
            happen(new Event.KitFinished(call, told));
        }
    }

    private void wakeAt(Decision.WakeAt wake) {
        long at = wake.at().nanos();
        timers.put(wake.timer(), at);
        later(Math.max(0, at - now().nanos()), () -> {
            if (timers.getOrDefault(wake.timer(), Long.MIN_VALUE) == at) {
                timers.remove(wake.timer());
                happen(new Event.Woke(wake.timer()));
            }
        });
    }
}
