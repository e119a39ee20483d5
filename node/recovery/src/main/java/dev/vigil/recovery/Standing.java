package dev.vigil.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.RulingRow;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.Certificate;
import dev.vigil.recovery.quorum.Holder;

/**
 * What stands in the way of what the controller would do by itself, as far as a crash takes it away. {@code frozen}: by what is frozen;
 * {@code holds}: since when a dead node waits for a confirmation; {@code verdicts}: what was ruled on silent nodes; {@code unrestored}:
 * what was not brought in service at the start, being frozen; {@code well}: since when a peer has been well; {@code fences}: nodes that are
 * to be fenced; {@code safety}: what was asked about units of silent nodes; {@code contests}: by units of several owners;
 * {@code restarts}: peers that have said that they restart; {@code kept}: for which lives the voters keep what is sought here until they
 * are fenced; {@code certified}: what the voters were told to be over.
 */
public record Standing(Optional<WallClock> clock, SortedMap<String, Frozen> frozen, SortedMap<NodeId, Ticks> holds,
        SortedMap<NodeId, Verdict> verdicts, SortedSet<UnitId> unrestored, SortedMap<NodeId, Ticks> well,
        SortedMap<NodeId, FenceWork> fences, SortedMap<UnitId, SafetyWork> safety,
        SortedMap<UnitId, Contest> contests, SortedMap<NodeId, Away> restarts,
        SortedMap<UnitId, Holder> kept, List<Certificate> certified) {

    static final Standing NONE = atRest(Optional.empty(), new TreeMap<>());

    public Standing {
        frozen = Collections.unmodifiableSortedMap(new TreeMap<>(frozen));
        holds = Collections.unmodifiableSortedMap(new TreeMap<>(holds));
        verdicts = Collections.unmodifiableSortedMap(new TreeMap<>(verdicts));
        unrestored = Collections.unmodifiableSortedSet(new TreeSet<>(unrestored));
        well = Collections.unmodifiableSortedMap(new TreeMap<>(well));
        fences = Collections.unmodifiableSortedMap(new TreeMap<>(fences));
        safety = Collections.unmodifiableSortedMap(new TreeMap<>(safety));
        contests = Collections.unmodifiableSortedMap(new TreeMap<>(contests));
        restarts = Collections.unmodifiableSortedMap(new TreeMap<>(restarts));
        kept = Collections.unmodifiableSortedMap(new TreeMap<>(kept));
        certified = List.copyOf(certified);
    }

    /** Nothing stands in the way. */
    public static Standing atRest(Optional<WallClock> clock, SortedMap<NodeId, Ticks> well) {
        return new Standing(clock, new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeSet<>(), well, new TreeMap<>(),
                new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), List.of());
    }

    /**
     * What a peer has said before it restarts, and since when this node knows.
     *
     * @param isBack whether its next life is there since then
     */
    public record Away(RestartWord word, Ticks since, boolean isBack) {}

    /** What a person says of a node that is silent. */
    public enum Verdict {
        /** It runs nothing: take it for dead although this node never heard it. */
        DEAD,
        /** Take over from it. */
        PROCEED,
        /** Do not. */
        STAY
    }

    /**
     * A freeze as this node sees it. It ends when the clock on the wall says so, and at the latest when it has lasted as long here as
     * was asked for, whatever became of the clock; then it is over for good.
     */
    public record Frozen(RulingRow row, Ticks since, boolean isOver) {
        Instant until() {
            return Instant.parse(row.word());
        }

        boolean isAll() {
            return row.subject().equals(Freezes.ALL);
        }

        Ticks due(Optional<WallClock> clock) {
            Ticks latest = since.plus(Duration.between(row.said().at(), until()));
            return clock.map(wall -> wall.when(until())).filter(end -> end.isBefore(latest)).orElse(latest);
        }

        Frozen at(Ticks now, Optional<WallClock> clock) {
            return new Frozen(row, since, isOver || !now.isBefore(due(clock)));
        }
    }
}
