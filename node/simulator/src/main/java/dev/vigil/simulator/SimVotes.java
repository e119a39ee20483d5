package dev.vigil.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.QuorumMode;
import dev.vigil.lcd.model.QuorumRow;
import dev.vigil.lcd.model.QuorumStorage;
import dev.vigil.lcd.model.Status;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.quorum.Bench;
import dev.vigil.recovery.quorum.Certificate;
import dev.vigil.recovery.quorum.Deadlines;
import dev.vigil.recovery.quorum.Effect;
import dev.vigil.recovery.quorum.Holder;
import dev.vigil.recovery.quorum.Letter;
import dev.vigil.recovery.quorum.OwnerRecord;
import dev.vigil.recovery.quorum.VoteRecord;
import dev.vigil.recovery.quorum.Voter;
import dev.vigil.recovery.quorum.VoterSet;
import dev.vigil.recovery.quorum.Word;
import dev.vigil.recovery.quorum.storage.StorageVoter;

/** The votes of one life of a node: the real bench, driven as the real node drives it, and the deadlines that its guard has. */
final class SimVotes {
    private final SimNode node;
    private final World world;
    private final SimVoteDisk disk;
    private final SortedMap<UnitId, Long> numbers = new TreeMap<>();
    private final SortedMap<UnitId, Deadlines> armed = new TreeMap<>();
    private final SortedMap<UnitId, Decision.SeekLease> early = new TreeMap<>();
    private SortedMap<UnitId, Holder> awaited = new TreeMap<>();
    private SortedSet<UnitId> handed = new TreeSet<>();
    private List<Certificate> certificates = List.of();
    private Optional<Bench> bench = Optional.empty();
    private Optional<StorageVoter> storage = Optional.empty();
    private Optional<QuorumRow> row = Optional.empty();
    private String folder = "";

    SimVotes(SimNode node, World world, SimVoteDisk disk) {
        this.node = node;
        this.world = world;
        this.disk = disk;
    }

    /** @param keptUntil what the earlier life has handed over runs on, and ends then */
    void begin(Config config, Status own, Optional<Ticks> keptUntil) {
        row = config.quorum();
        SortedMap<UnitId, OwnerRecord> left = new TreeMap<>();
        own.ownerships().stream().filter(OwnershipRow::isHeld).forEach(held -> left.put(held.unit(),
                new OwnerRecord(held.epoch(), row.map(QuorumRow::number).orElse(0L), OwnerRecord.Running.MAYBE)));
        majority().ifPresent(voters -> {
            // A world that begins by majority begins with voters that have never voted, on disks that are theirs.
            Voter.Trust trust = disk.record().isEmpty() && world.queue().now() < SETTLED_NANOS
                    ? Voter.Trust.PROVED
                    : disk.trust();
            open(disk.record().orElseGet(() -> VoteRecord.fresh(voters)), trust, left, keptUntil);
        });
        tick();
    }

    private static final long SETTLED_NANOS = 2_000_000_000L;

    private Optional<VoterSet> majority() {
        return row.filter(wanted -> wanted.mode() != QuorumMode.OFF).map(VoterSet::of);
    }

    void follow(Config config) {
        if (config.quorum().equals(row)) {
            return;
        }
        row = config.quorum();
        if (majority().isEmpty()) {
            bench = Optional.empty();
            storage = Optional.empty();
            armed.clear();
        }
        if (bench.isPresent()) {
            adopt();
            return;
        }
        majority().ifPresent(voters -> {
            VoteRecord record = disk.record().map(VoteRecord::afterOff).map(was -> was.under(voters))
                    .orElseGet(() -> VoteRecord.fresh(voters));
            disk.force(world.queue().now(), record);
            open(record, Voter.Trust.PROVED, new TreeMap<>(), Optional.empty());
        });
    }

    private void adopt() {
        long before = voters().number();
        majority().ifPresent(next -> step(bench.orElseThrow().adopting(next, node.now())));
        if (voters().number() != before) {
            world.trace().add(world.time(), node.id().value(), '!', "votes among " + voters().members());
            openFolder();
        }
    }

    private VoterSet voters() {
        return bench.orElseThrow().voter().record().voters();
    }

    /** Each set of voters has a folder of its own. */
    private void openFolder() {
        folder = row.flatMap(QuorumRow::storage).map(QuorumStorage::folder).orElse("");
        storage = voters().storageLease()
                .map(lease -> StorageVoter.started(new Holder(node.id(), node.incarnation()), voters(), node.now()));
    }

    private void open(VoteRecord record, Voter.Trust trust, SortedMap<UnitId, OwnerRecord> left, Optional<Ticks> keptUntil) {
        Holder self = new Holder(node.id(), node.incarnation());
        Bench.Step step = Bench.started(Voter.started(self, record, trust, node.now()), left, keptUntil, node.now());
        bench = Optional.of(step.next());
        step.effects().stream().filter(effect -> !(effect instanceof Effect.Stop)).forEach(effect -> carryOut(effect, List.of()));
        openFolder();
        adopt();
        certify(certificates);
        List.copyOf(early.values()).forEach(this::seek);
        early.clear();
    }

    private void tick() {
        bench.ifPresent(there -> step(there.ticked(node.now())));
        tellAwaited();
        tellHandedOver();
        storage.ifPresent(there -> step(there.ticked(node.now())));
        long pause = row.map(wanted -> wanted.tick().toNanos()).orElse(SETTLED_NANOS);
        node.later(pause, this::tick);
    }

    void seek(Decision.SeekLease seek) {
        numbers.put(seek.unit(), seek.number());
        if (bench.isEmpty()) {
            early.put(seek.unit(), seek);
        }
        bench.ifPresent(there -> step(there.seek(seek.unit(), seek.least(), seek.tenure(), node.now())));
    }

    void certify(List<Certificate> known) {
        certificates = known;
        bench.ifPresent(there -> step(there.certified(known, node.now())));
    }

    void end(Decision.EndLease end) {
        numbers.remove(end.unit());
        early.remove(end.unit());
        bench.ifPresent(there -> step(there.ended(end.unit(), node.now())));
    }

    void woke() {
        bench.ifPresent(there -> step(there.woke(node.now())));
    }

    void heard(Letter letter) {
        bench.ifPresent(there -> step(there.heard(letter, node.now())));
        tellAwaited();
        tellHandedOver();
    }

    private void tellHandedOver() {
        SortedSet<UnitId> now = bench.map(there -> there.handedOver(node.now())).orElseGet(TreeSet::new);
        now.stream().filter(unit -> !handed.contains(unit))
                .forEach(unit -> node.later(0, () -> node.happen(new Event.LeaseHandedOver(unit))));
        handed = now;
    }

    /** When the guard would end the first of what is owned for a lease. */
    Optional<Ticks> earliestKill() {
        return armed.values().stream().map(Deadlines::kill).min(Ticks::compareTo);
    }

    private void tellAwaited() {
        bench.map(there -> there.fenceAwaited(node.now())).ifPresent(now -> {
            Event.FenceAwaited.changes(awaited, now).forEach(told -> node.later(0, () -> node.happen(told)));
            awaited = now;
        });
    }

    /** The guard has ended what there was a lease for. */
    void ended() {
        Holder self = new Holder(node.id(), node.incarnation());
        bench.ifPresent(there -> there.voter().record().voters().members().stream()
                .filter(voter -> !voter.equals(node.id()) && !voter.equals(VoterSet.STORAGE))
                .forEach(voter -> node.post(new Letter(self, voter, 0, 0, new Word.Ended(self)))));
    }

    /** Whether the guard lets something of the unit start. */
    boolean mayStart(UnitId unit) {
        return bench.isEmpty() || bench.get().held().containsKey(unit)
                && Optional.ofNullable(armed.get(unit)).filter(deadlines -> !node.now().isBefore(deadlines.stop())).isEmpty();
    }

    /** The units of which the guard has to end everything now. */
    List<UnitId> overdue() {
        List<UnitId> overdue = new ArrayList<>();
        armed.forEach((unit, deadlines) -> {
            if (!node.now().isBefore(deadlines.kill())) {
                overdue.add(unit);
            }
        });
        return overdue;
    }

    /** Whether the guard has a deadline for it. */
    boolean isArmed(UnitId unit) {
        return armed.containsKey(unit);
    }

    boolean isByMajority() {
        return bench.isPresent();
    }

    private void step(Bench.Step step) {
        for (Effect effect : step.effects()) {
            if (effect instanceof Effect.ForceVotes(VoteRecord record)) {
                disk.force(world.queue().now(), record);
            }
        }
        bench = Optional.of(step.next());
        step.effects().forEach(effect -> carryOut(effect, step.effects()));
    }

    private void step(StorageVoter.Step step) {
        String present = folder;
        storage = Optional.of(step.next());
        step.deed().ifPresent(deed -> world.folder(present).perform(node, deed, report -> storage
                .filter(there -> folder.equals(present)).ifPresent(there -> step(there.reported(report, node.now())))));
        step.said().forEach(word -> heard(step.next().letter(word)));
    }

    private void send(Letter letter) {
        if (letter.to().equals(VoterSet.STORAGE)) {
            storage.ifPresent(there -> step(there.heard(letter.word(), node.now())));
        } else {
            node.post(letter);
        }
    }

    private void carryOut(Effect effect, List<Effect> all) {
        switch (effect) {
            case Effect.ForceVotes votes -> {
                /* before everything else */ }
            case Effect.ForceOwner owner -> {
                /* the ownership row of the database */ }
            case Effect.Send(Letter letter) -> send(letter);
            case Effect.Enforce(UnitId unit, Deadlines deadlines) -> {
                armed.put(unit, deadlines);
                node.guardAt(deadlines.kill());
            }
            case Effect.Disarm(UnitId unit) -> armed.remove(unit);
            case Effect.OpenGate(UnitId unit) -> {
                if (all.stream().noneMatch(other -> other instanceof Effect.Start start && start.unit().equals(unit))) {
                    node.later(0, () -> node.happen(new Event.LeaseKept(unit)));
                }
            }
            case Effect.ShutGate gate -> {
                /* judged by what runs */ }
            case Effect.Start(UnitId unit, var epoch) -> Optional.ofNullable(numbers.get(unit))
                    .ifPresent(number -> node.later(0, () -> node.happen(new Event.LeaseGranted(unit, number, epoch))));
            case Effect.Stop(UnitId unit) -> node.later(0, () -> node.happen(new Event.LeaseLost(unit, "it was not renewed")));
        }
    }
}
