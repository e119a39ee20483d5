package dev.vigil.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.storage.Beat;
import dev.vigil.recovery.quorum.storage.Deed;
import dev.vigil.recovery.quorum.storage.Entry;
import dev.vigil.recovery.quorum.storage.Shelf;

/** The folder that votes: what was written stays, but it takes its time, and for a node that is cut off it may arrive much later. */
final class SimFolder {
    private static final long QUICK_NANOS = 20_000_000;
    private static final long SLOW_NANOS = 900_000_000;
    private static final long LATE_NANOS = 3_000_000_000L;

    private final Queue queue;
    private final Trace trace;
    private final SplitMix64 random;
    private final SortedMap<String, Entry> entries = new TreeMap<>();
    private final List<Beat> beats = new ArrayList<>();
    private final List<String> marks = new ArrayList<>();
    private final SortedMap<NodeId, Long> cutUntil;

    /** @param cutUntil which nodes do not reach it, and until when */
    SimFolder(Queue queue, Trace trace, SplitMix64 random, SortedMap<NodeId, Long> cutUntil) {
        this.queue = queue;
        this.trace = trace;
        this.random = random;
        this.cutUntil = cutUntil;
    }

    void perform(SimNode node, Deed deed, Consumer<Deed.Report> told) {
        long reachable = cutUntil.getOrDefault(node.id(), 0L);
        if (queue.now() < reachable) {
            lost(node, deed, reachable, told);
            return;
        }
        switch (deed) {
            case Deed.Look look -> node.later(took(), () -> {
                List<Entry> seen = seenEntries();
                node.later(took(), () -> told.accept(new Deed.Report.Seen(new Shelf(seen, new TreeMap<>(), List.copyOf(beats)))));
            });
            case Deed.Create(Entry entry) -> {
                long arrives = took();
                queue.at(queue.now() + arrives, () -> arrive(deed));
                node.later(arrives + took(), () -> told.accept(new Deed.Report.Created(is(entry))));
            }
            case Deed.Write write -> done(node, deed, told);
            case Deed.Rest rest -> done(node, deed, told);
            case Deed.Release release -> done(node, deed, told);
        }
    }

    private void done(SimNode node, Deed deed, Consumer<Deed.Report> told) {
        long arrives = took();
        queue.at(queue.now() + arrives, () -> arrive(deed));
        node.later(arrives + took(), () -> told.accept(new Deed.Report.Done()));
    }

    /** It fails at once or hangs until the end, and what was to be written comes late or never. */
    private void lost(SimNode node, Deed deed, long reachable, Consumer<Deed.Report> told) {
        if (random.below(2) == 0) {
            queue.at(reachable + random.between(0, LATE_NANOS), () -> arrive(deed));
        }
        long ends = random.below(2) == 0 ? took() : reachable - queue.now();
        node.later(ends, () -> told.accept(new Deed.Report.Failed("the folder is out of reach")));
    }

    private long took() {
        return 1 + random.between(0, random.below(50) == 0 ? SLOW_NANOS : QUICK_NANOS);
    }

    private void arrive(Deed deed) {
        trace.add(new Ticks(queue.now()), "folder", '<', deed.toString());
        switch (deed) {
            case Deed.Look look -> {
                /* changes nothing */ }
            case Deed.Create(Entry entry) -> entries.putIfAbsent(name(entry.unit(), entry.epoch()), entry);
            case Deed.Write(Beat beat) -> put(beat);
            case Deed.Rest(Beat beat, List<Beat> over) -> {
                put(beat);
                beats.removeIf(other -> over.stream().anyMatch(other::isIn));
            }
            case Deed.Release(UnitId unit, Epoch epoch, NodeId node) -> marks.add(name(unit, epoch) + " " + node);
        }
    }

    private boolean is(Entry entry) {
        return Optional.ofNullable(entries.get(name(entry.unit(), entry.epoch()))).filter(entry::equals).isPresent();
    }

    private static String name(UnitId unit, Epoch epoch) {
        return unit + " " + epoch;
    }

    private List<Entry> seenEntries() {
        return entries.values().stream()
                .map(entry -> marks.contains(name(entry.unit(), entry.epoch()) + " " + entry.holder().node())
                        ? entry.released()
                        : entry)
                .toList();
    }

    private void put(Beat beat) {
        beats.removeIf(beat::isIn);
        beats.add(beat);
    }
}
