package dev.vigil.lcd.model;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Who votes on ownership, and on what terms. There is at most one; without it the mode is {@link QuorumMode#OFF}.
 *
 * @param number rises with every change, also through {@code OFF}: words under two numbers never mix
 * @param lease how long a voter keeps a unit for a silent holder
 * @param kill what the guard of an owner needs at most to end everything of a unit
 * @param tick time between two claims of an owner
 * @param storage the voter that is a folder; there in mode {@link QuorumMode#STORAGE} and in no other
 * @param loss what was said of voters that are gone
 */
public record QuorumRow(QuorumMode mode, long number, SortedSet<NodeId> voters, Duration lease, Duration kill,
        Duration tick, Optional<QuorumStorage> storage, QuorumLoss loss) implements ConfigRow {

    static final String KIND = "quorum";
    public static final RowKey KEY = new RowKey(KIND, "");
    private static final int FEWEST_TICKS = 5;

    public QuorumRow {
        voters = Collections.unmodifiableSortedSet(new TreeSet<>(voters));
        if (storage.isPresent() != (mode == QuorumMode.STORAGE)) {
            throw new IllegalArgumentException("quorum: a folder votes in mode storage, and in no other");
        }
        if (mode != QuorumMode.OFF && (voters.size() + storage.stream().count()) % 2 == 0) {
            throw new IllegalArgumentException("quorum: " + voters.size() + " voters"
                    + (storage.isPresent() ? " and a folder" : "")
                    + " are no odd number, so that half of them could stand against the other half; add or leave out one");
        }
        if (storage.filter(folder -> folder.lease().compareTo(lease) < 0).isPresent()) {
            throw new IllegalArgumentException("quorum: the lease at the folder is shorter than the " + lease.toMillis()
                    + " ms at the other voters, and writing to it takes longer than speaking to them");
        }
        if (lease.compareTo(tick.multipliedBy(FEWEST_TICKS)) < 0) {
            throw new IllegalArgumentException("quorum: a lease of " + lease.toMillis() + " ms is shorter than " + FEWEST_TICKS
                    + " claims, one each " + tick.toMillis() + " ms");
        }
    }

    /** Nobody is gone. */
    public QuorumRow(QuorumMode mode, long number, SortedSet<NodeId> voters, Duration lease, Duration kill, Duration tick,
            Optional<QuorumStorage> storage) {
        this(mode, number, voters, lease, kill, tick, storage, QuorumLoss.NONE);
    }

    /** Without a folder that votes. */
    public QuorumRow(QuorumMode mode, long number, SortedSet<NodeId> voters, Duration lease, Duration kill, Duration tick) {
        this(mode, number, voters, lease, kill, tick, Optional.empty());
    }

    public QuorumRow with(QuorumLoss other) {
        return new QuorumRow(mode, number, voters, lease, kill, tick, storage, other);
    }

    @Override
    public RowKey key() {
        return KEY;
    }

    @Override
    public Line toLine() {
        Line line = Line.of(KIND).with("mode", mode.word()).with("number", number)
                .with("voters", names(voters))
                .with("lease-ms", lease.toMillis()).with("kill-ms", kill.toMillis()).with("tick-ms", tick.toMillis());
        Line stored = storage
                .map(folder -> line.with("storage", folder.folder()).with("storage-lease-ms", folder.lease().toMillis()))
                .orElse(line);
        return loss.equals(QuorumLoss.NONE)
                ? stored
                : stored.with("lost", names(loss.lost())).with("least-epoch", loss.leastEpoch());
    }

    static QuorumRow parse(Line line) {
        return new QuorumRow(QuorumMode.of(line.get("mode")), Long.parseLong(line.get("number")), nodes(line.get("voters")),
                millis(line, "lease-ms"), millis(line, "kill-ms"), millis(line, "tick-ms"),
                line.find("storage").map(folder -> new QuorumStorage(folder, millis(line, "storage-lease-ms"))),
                line.find("least-epoch").map(least -> new QuorumLoss(nodes(line.get("lost")), new Epoch(Long.parseLong(least))))
                        .orElse(QuorumLoss.NONE));
    }

    private static String names(SortedSet<NodeId> nodes) {
        return nodes.stream().map(NodeId::value).collect(Collectors.joining(","));
    }

    private static SortedSet<NodeId> nodes(String names) {
        return List.of(names.split(",")).stream().filter(word -> !word.isEmpty()).map(NodeId::new)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Duration millis(Line line, String name) {
        return Duration.ofMillis(Long.parseLong(line.get(name)));
    }
}
