package dev.vigil.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.Certificate;
import dev.vigil.recovery.quorum.Tenure;
import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.RowKey;
import dev.vigil.lcd.model.RulingRow;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.model.Status;
import dev.vigil.lcd.model.StatusRow;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;

/**
 * One step while it is made: rules read the state as it is so far and add what shall be done. {@link #finish} merges all row changes
 * into one entry, all notes to one peer into one, and puts everything in order around the barrier.
 */
final class Turn {
    final Mind mind;
    private final NodeId self;
    private final Incarnation life;
    private final Ticks now;
    private final LcdState base;
    private LcdState lcd;
    private boolean isBarrierNeeded;
    private boolean isOwnTouched;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Decision> urgent = new ArrayList<>();
    private final List<Decision> notes = new ArrayList<>();
    private final List<Decision> calls = new ArrayList<>();
    private final List<Decision> rest = new ArrayList<>();
    private final List<Decision> halts = new ArrayList<>();
    private final SortedMap<NodeId, List<PeerNote>> told = new TreeMap<>();
    private final SortedSet<NodeId> greeted = new TreeSet<>();
    private final Deque<PeerNote> toSelf = new ArrayDeque<>();

    Turn(ClusterView view, Ticks now) {
        this(view.self(), view.incarnation(), view.lcd(), new Mind(view.soft()), now);
    }

    Turn(NodeId self, Incarnation life, LcdState lcd, Mind mind, Ticks now) {
        this.self = self;
        this.life = life;
        this.base = lcd;
        this.lcd = lcd;
        this.mind = mind;
        this.now = now;
    }

    NodeId self() {
        return self;
    }

    Incarnation life() {
        return life;
    }

    Ticks now() {
        return now;
    }

    /** The time of day; empty until the clock was read. */
    Optional<Instant> wall() {
        return mind.clock.map(clock -> clock.at(now));
    }

    /** Who rules what now, and why; whoever asks before the clock was read is refused. */
    Optional<RulingRow.Said> said(Asker asker, String caller, String reason) {
        if (wall().isEmpty()) {
            Askers.refuse(this, asker, Reply.Refusal.NOT_NOW, "Node " + self + " has not read its clock yet",
                    "Try again in a moment");
        }
        return wall().map(at -> new RulingRow.Said(at, caller, reason));
    }

    LcdState lcd() {
        return lcd;
    }

    Config config() {
        return lcd.config();
    }

    /** The other nodes of the configuration. */
    List<NodeId> peers() {
        return config().systems().stream().map(SystemRow::node).filter(node -> !node.equals(self)).toList();
    }

    Optional<StateRow> stateHere(Tag tag) {
        return lcd.status(self).state(tag);
    }

    boolean isInState(Tag tag, ResourceState state) {
        return stateHere(tag).filter(row -> row.state() == state).isPresent();
    }

    void note(Note note) {
        notes.add(new Decision.Noted(note));
    }

    /** Own rows: visible to the rules at once, stored at the end of the step. */
    void put(Collection<? extends StatusRow> rows) {
        SortedMap<RowKey, StatusRow> all = new TreeMap<>(lcd.status(self).rows());
        rows.forEach(row -> all.put(row.key(), row));
        own(all);
    }

    void drop(RowKey key) {
        SortedMap<RowKey, StatusRow> all = new TreeMap<>(lcd.status(self).rows());
        all.remove(key);
        own(all);
    }

    private void own(SortedMap<RowKey, StatusRow> rows) {
        isOwnTouched = true;
        Status was = lcd.status(self);
        SortedMap<NodeId, Status> statuses = new TreeMap<>(lcd.statuses());
        statuses.put(self, new Status(was.incarnation(), was.revision(), rows));
        lcd = new LcdState(lcd.config(), statuses);
    }

    /** A change of the configuration or of a peer's copy. */
    void entry(Entry entry) {
        entries.add(entry);
        lcd = lcd.apply(entry);
    }

    /** Kit calls of this step wait until its rows are durable; without it they go before the store and wait for nothing. */
    void callsNeedStore() {
        isBarrierNeeded = true;
    }

    KitCallId call(Decision.Target target, Action action, Duration limit, Cause cause) {
        return call(id -> new Decision.CallKit(id, target, action, limit, cause));
    }

    KitCallId call(Function<KitCallId, Decision.CallKit> wanted) {
        KitCallId id = new KitCallId(mind.nextNumber());
        Decision.CallKit call = wanted.apply(id);
        calls.add(call);
        mind.calls.put(id, new Call(call.target().resource().tag(), call.action(), base, false));
        return id;
    }

    void abandon(KitCallId id) {
        urgent.add(new Decision.AbandonKitCall(id));
    }

    void gate(Decision.GateState state) {
        mind.gate = state;
        urgent.add(new Decision.Gate(state));
    }

    /** The database as it was when this step began. */
    LcdState before() {
        return base;
    }

    void seekLease(UnitId unit, long number, Epoch least) {
        rest.add(new Decision.SeekLease(unit, number, least, LeaseLoss.of(config(), unit).tenure()));
    }

    /** RC-114: the same lease, with another tenure. */
    void seekLease(UnitId unit, long number, Tenure tenure) {
        rest.add(new Decision.SeekLease(unit, number, lcd().highestEpoch(unit).next(), Optional.of(tenure)));
    }

    void certify(List<Certificate> certificates) {
        rest.add(new Decision.Certify(certificates));
    }

    void endLease(UnitId unit) {
        rest.add(new Decision.EndLease(unit));
    }

    void fence(Decision.Fence fence) {
        rest.add(fence);
    }

    void abandonFence(long number) {
        urgent.add(new Decision.AbandonFence(number));
    }

    /** Before anything is stored: it needs nothing of it. */
    void askSafety(Decision.AskSafety question) {
        urgent.add(question);
    }

    /** The last of all, when everybody who can be told is told. */
    void halt(String why) {
        halts.add(new Decision.Halt(why));
    }

    /** A note to this node itself is taken in later in this step. */
    void tell(NodeId peer, PeerNote note) {
        if (peer.equals(self)) {
            toSelf.add(note);
            return;
        }
        told.computeIfAbsent(peer, p -> new ArrayList<>()).add(note);
    }

    Optional<PeerNote> nextToSelf() {
        return Optional.ofNullable(toSelf.poll());
    }

    /** Tell the peer the whole status of this node, as it is at the end of the step. */
    void greet(NodeId peer) {
        greeted.add(peer);
    }

    void wake(String timer, Duration after) {
        rest.add(new Decision.WakeAt(new TimerId(timer), now.plus(after)));
    }

    void answer(RequestId id, Reply reply) {
        rest.add(new Decision.Answer(id, reply));
    }

    Step finish() {
        if (mind.isStorageFailed()) {
            entries.clear();
            lcd = base;
        } else {
            ownEntry().ifPresent(this::take);
        }
        List<Decision> decisions = new ArrayList<>(urgent);
        decisions.addAll(notes);
        List<Decision> store = entries.isEmpty() ? List.of() : List.of(new Decision.Store(entries));
        if (isBarrierNeeded) {
            calls.forEach(this::needsStore);
            decisions.addAll(store);
            decisions.addAll(calls);
        } else {
            decisions.addAll(calls);
            decisions.addAll(store);
        }
        decisions.addAll(tells());
        decisions.addAll(rest);
        decisions.addAll(halts);
        return new Step(new ClusterView(self, life, lcd, mind.freeze()), decisions);
    }

    private void needsStore(Decision decision) {
        if (decision instanceof Decision.CallKit kit) {
            mind.calls.computeIfPresent(kit.call(), (id, call) -> new Call(call.tag(), call.action(), lcd, false));
        }
    }

    private void take(Entry entry) {
        entries.add(entry);
        Status next = switch (entry) {
            case Entry.StatusReplaced replaced -> replaced.status();
            default -> lcd.status(self).next(List.of());
        };
        SortedMap<NodeId, Status> statuses = new TreeMap<>(lcd.statuses());
        statuses.put(self, next);
        lcd = new LcdState(lcd.config(), statuses);
        if (entry instanceof Entry.StatusChanged changed) {
            peers().stream().filter(mind::isAlive).filter(peer -> !greeted.contains(peer))
                    .forEach(peer -> told.computeIfAbsent(peer, p -> new ArrayList<>())
                            .addFirst(new PeerNote.StatusDelta(changed)));
        }
    }

    /** One entry for all that changed in own rows; the whole of them at the start of a life. */
    private Optional<Entry> ownEntry() {
        Status was = base.status(self);
        Status is = lcd.status(self);
        if (!was.incarnation().equals(life)) {
            return Optional
                    .of(new Entry.StatusReplaced(self, new Status(is.incarnation(), is.revision(), is.rows()).under(life)));
        }
        if (!isOwnTouched) {
            return Optional.empty();
        }
        List<Change> changes = new ArrayList<>();
        is.rows().values().stream().filter(row -> !row.equals(was.rows().get(row.key()))).map(Change.Put::new)
                .forEach(changes::add);
        was.rows().keySet().stream().filter(key -> !is.rows().containsKey(key)).map(Change.Remove::new).forEach(changes::add);
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Entry.StatusChanged(self, life, was.revision().next(), changes));
    }

    private List<Decision> tells() {
        for (NodeId peer : greeted) {
            told.computeIfAbsent(peer, p -> new ArrayList<>()).addFirst(hello());
        }
        List<Decision> tells = new ArrayList<>();
        told.forEach(
                (peer, all) -> tells.add(new Decision.Tell(peer, all.size() == 1 ? all.getFirst() : new PeerNote.Several(all))));
        return tells;
    }

    private PeerNote hello() {
        return new PeerNote.Hello(config().number(), ConfigHash.of(config()), new Entry.StatusReplaced(self, lcd.status(self)));
    }
}
