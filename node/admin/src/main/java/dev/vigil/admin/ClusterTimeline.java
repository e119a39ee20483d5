package dev.vigil.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import dev.vigil.admin.NodeAdministration.ClockReading;
import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.lcd.model.NodeId;

/**
 * The events of all nodes as one line. Each node's own order is kept; an event that is the cause of one on another node stands before
 * it, whatever the clocks say; all else goes by the clocks, with what they were measured to differ taken out.
 */
final class ClusterTimeline {
    private static final String UNIT = "unit";

    private final Map<NodeId, ClockReading> clocks;

    ClusterTimeline(Map<NodeId, ClockReading> clocks) {
        this.clocks = clocks;
    }

    /** An event, and when it was by the clock of the node that is asked. */
    record Placed(HistoryEntry entry, Instant at) {}

    List<Placed> merge(List<HistoryEntry> entries) {
        Map<NodeId, Deque<Placed>> lines = new TreeMap<>();
        entries.stream().sorted(Comparator.comparing(EventId::of)).map(this::placed)
                .forEach(one -> lines.computeIfAbsent(one.entry().node(), node -> new ArrayDeque<>()).add(one));
        Map<HistoryEntry, HistoryEntry> causes = causes(entries);
        Set<HistoryEntry> told = new HashSet<>();
        List<Placed> merged = new ArrayList<>();
        while (lines.values().stream().anyMatch(line -> !line.isEmpty())) {
            Deque<Placed> line = next(lines, causes, told);
            Placed next = line.removeFirst();
            told.add(next.entry());
            merged.add(next);
        }
        return merged;
    }

    /** The line whose first event is the earliest of those whose cause has been told; of all, should each wait for another. */
    private static Deque<Placed> next(Map<NodeId, Deque<Placed>> lines, Map<HistoryEntry, HistoryEntry> causes,
            Set<HistoryEntry> told) {
        Comparator<Deque<Placed>> byTime = Comparator.comparing(line -> line.getFirst().at());
        List<Deque<Placed>> left = lines.values().stream().filter(line -> !line.isEmpty()).toList();
        return left.stream().filter(line -> Optional.ofNullable(causes.get(line.getFirst().entry())).map(told::contains)
                .orElse(true)).min(byTime).or(() -> left.stream().min(byTime)).orElseThrow();
    }

    Placed placed(HistoryEntry entry) {
        ClockReading clock = clocks.get(entry.node());
        if (clock == null) {
            return new Placed(entry, entry.wallTime());
        }
        if (clock.life().equals(entry.incarnation())) {
            return new Placed(entry, clock.here().minus(clock.ticks().since(entry.ticks())));
        }
        return new Placed(entry, entry.wallTime().minus(ahead(clock)));
    }

    static Duration ahead(ClockReading clock) {
        return Duration.between(clock.here(), clock.wall());
    }

    private static Map<HistoryEntry, HistoryEntry> causes(List<HistoryEntry> entries) {
        Map<String, List<HistoryEntry>> byCode = new HashMap<>();
        entries.forEach(entry -> byCode.computeIfAbsent(entry.note().verb(), code -> new ArrayList<>()).add(entry));
        Map<HistoryEntry, HistoryEntry> causes = new HashMap<>();
        for (HistoryEntry effect : entries) {
            cause(effect, byCode).filter(cause -> !cause.node().equals(effect.node()))
                    .ifPresent(cause -> causes.put(effect, cause));
        }
        return causes;
    }

    /** Epochs and numbers of configurations tell which event of another node had to be before this one. */
    private static Optional<HistoryEntry> cause(HistoryEntry effect, Map<String, List<HistoryEntry>> byCode) {
        return switch (effect.note().verb()) {
            // Taken is what was handed over under the epoch before.
            case "epoch-taken" ->
                byCode.getOrDefault("handed-over", List.of()).stream().filter(one -> isSame(one, UNIT, effect, UNIT))
                        .filter(one -> one.note().find("to").filter(effect.node().value()::equals).isPresent())
                        .filter(one -> number(one, "epoch") < number(effect, "epoch"))
                        .max(Comparator.comparingLong(one -> number(one, "epoch")));
            case "yields" -> byCode.getOrDefault("epoch-taken", List.of()).stream().filter(one -> isSame(one, UNIT, effect, UNIT))
                    .filter(one -> isSame(one, "epoch", effect, "their-epoch"))
                    .filter(one -> effect.note().find("to").filter(one.node().value()::equals).isPresent()).findFirst();
            case "config-adopted" -> byCode.getOrDefault("config-committed", List.of()).stream()
                    .filter(one -> isSame(one, "number", effect, "number"))
                    .filter(one -> effect.note().find("from").filter(one.node().value()::equals).isPresent()).findFirst();
            case "taken-back" -> byCode.getOrDefault("take-over-refused", List.of()).stream()
                    .filter(one -> isSame(one, UNIT, effect, UNIT))
                    .filter(one -> one.note().find("from").filter(effect.node().value()::equals).isPresent())
                    .filter(one -> isSame(one, "reason", effect, "reason")).findFirst();
            default -> Optional.empty();
        };
    }

    private static boolean isSame(HistoryEntry first, String name, HistoryEntry second, String otherName) {
        return first.note().find(name).isPresent() && first.note().find(name).equals(second.note().find(otherName));
    }

    private static long number(HistoryEntry entry, String name) {
        return entry.note().find(name).filter(text -> text.matches("[0-9]{1,18}")).map(Long::parseLong).orElse(0L);
    }
}
