package dev.vigil.recovery;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.Certificate;
import dev.vigil.recovery.quorum.Holder;

/** The {@link Soft} state, open for one step: copied in, changed by the rules, frozen at the end. */
final class Mind {
    final SortedMap<NodeId, PeerView> peers;
    final SortedMap<UnitId, UnitTask> tasks;
    final SortedMap<KitCallId, Call> calls;
    final SortedMap<Doubt, Integer> cannotTell;
    final SortedMap<Doubt, Recent> recent;
    final SortedMap<UnitId, SortedSet<Tag>> retries;
    final SortedMap<Long, Soft.PassedAsk> passed;
    final SortedMap<KitCallId, Soft.Extension> extensions;
    final SortedMap<KitCallId, Asker> asked;
    final SortedMap<KitCallId, Soft.Raised> raised;
    final SortedSet<UnitId> yielding;
    final SortedSet<UnitId> interrupted;
    final SortedMap<UnitId, Long> leases;
    Optional<Operation> operation;
    Optional<Soft.PreparedChange> prepared;
    Optional<Soft.Closing> closing;
    Optional<Soft.Stall> stall;
    Soft.Start start;
    Soft.Storage storage;
    Decision.GateState gate;
    int announcement;
    Optional<WallClock> clock;
    final SortedMap<String, Standing.Frozen> frozen;
    final SortedMap<NodeId, Ticks> holds;
    final SortedMap<NodeId, Standing.Verdict> verdicts;
    final SortedSet<UnitId> unrestored;
    final SortedMap<NodeId, Ticks> well;
    final SortedMap<NodeId, FenceWork> fences;
    final SortedMap<UnitId, SafetyWork> safety;
    final SortedMap<UnitId, Holder> kept;
    List<Certificate> certified;
    final SortedMap<UnitId, Contest> contests;
    final SortedMap<NodeId, Standing.Away> restarts;
    private long counter;

    Mind(Soft soft) {
        peers = new TreeMap<>(soft.peers());
        tasks = new TreeMap<>(soft.work().tasks());
        calls = new TreeMap<>(soft.work().calls());
        cannotTell = new TreeMap<>(soft.work().cannotTell());
        recent = new TreeMap<>(soft.work().recent());
        retries = new TreeMap<>(soft.work().retries());
        passed = new TreeMap<>(soft.talks().passed());
        extensions = new TreeMap<>(soft.talks().extensions());
        asked = new TreeMap<>(soft.talks().asked());
        raised = new TreeMap<>(soft.talks().raised());
        operation = soft.talks().operation();
        prepared = soft.talks().prepared();
        Soft.Condition condition = soft.condition();
        yielding = new TreeSet<>(condition.yielding());
        interrupted = new TreeSet<>(condition.interrupted());
        leases = new TreeMap<>(condition.leases());
        closing = condition.closing();
        stall = condition.stall();
        start = condition.start();
        storage = condition.storage();
        gate = condition.gate();
        announcement = condition.announcement();
        Standing standing = soft.standing();
        clock = standing.clock();
        frozen = new TreeMap<>(standing.frozen());
        holds = new TreeMap<>(standing.holds());
        verdicts = new TreeMap<>(standing.verdicts());
        unrestored = new TreeSet<>(standing.unrestored());
        well = new TreeMap<>(standing.well());
        fences = new TreeMap<>(standing.fences());
        safety = new TreeMap<>(standing.safety());
        kept = new TreeMap<>(standing.kept());
        certified = standing.certified();
        contests = new TreeMap<>(standing.contests());
        restarts = new TreeMap<>(standing.restarts());
        counter = soft.counter();
    }

    Soft freeze() {
        return new Soft(peers, new Soft.Work(tasks, calls, cannotTell, recent, retries),
                new Soft.Talks(passed, operation, prepared, extensions, asked, raised),
                new Soft.Condition(start, storage, gate, closing, stall, yielding, interrupted, announcement, leases),
                new Standing(clock, frozen, holds, verdicts, unrestored, well, fences, safety, contests, restarts, kept,
                        certified),
                counter);
    }

    long nextNumber() {
        counter++;
        return counter;
    }

    PeerView peer(NodeId node) {
        return peers.getOrDefault(node, PeerView.UNHEARD);
    }

    boolean isAlive(NodeId node) {
        return peer(node).isAlive();
    }

    /** Alive, and what it owns is known. */
    boolean isKnown(NodeId node) {
        return peer(node).isAlive() && peer(node).isFresh();
    }

    boolean isStorageFailed() {
        return storage == Soft.Storage.FAILED;
    }

    boolean hasCall(Tag tag) {
        return calls.values().stream().anyMatch(call -> call.tag().equals(tag));
    }

    /** Those of these resources with a call that is not over. */
    SortedSet<Tag> busy(Collection<Tag> tags) {
        SortedSet<Tag> busy = new TreeSet<>();
        if (!tags.isEmpty()) {
            calls.values().stream().map(Call::tag).filter(tags::contains).forEach(tag -> busy.add(tag));
        }
        return busy;
    }

    boolean isAnyBusy(SortedSet<Tag> tags) {
        return calls.values().stream().anyMatch(call -> tags.contains(call.tag()));
    }

    List<KitCallId> callsOf(Tag tag) {
        return calls.entrySet().stream().filter(e -> e.getValue().tag().equals(tag)).map(Map.Entry::getKey).toList();
    }
}
