package dev.vigil.recovery.quorum.storage;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.Holder;

/**
 * What was seen in the folder: all of it later than the look began, the entries before the beats.
 *
 * @param beats of each node the one that stands for it
 */
public record Shelf(List<Entry> entries, SortedMap<NodeId, Beat> beats) {
    public static final Shelf EMPTY = new Shelf(List.of(), new TreeMap<>());

    public Shelf {
        entries = List.copyOf(entries);
        beats = Collections.unmodifiableSortedMap(new TreeMap<>(beats));
    }

    Stream<Entry> of(UnitId unit) {
        return entries.stream().filter(entry -> entry.unit().equals(unit));
    }

    /** The highest epoch under which anybody was granted the unit; zero if nobody was. */
    Epoch highest(UnitId unit) {
        return of(unit).map(Entry::epoch).max(Epoch::compareTo).orElse(Epoch.ZERO);
    }

    Optional<Entry> entry(UnitId unit, Epoch epoch) {
        return of(unit).filter(entry -> entry.epoch().equals(epoch)).findFirst();
    }

    /** The newest of what other nodes hold. */
    Optional<Entry> rival(UnitId unit, Holder asker) {
        return of(unit).filter(entry -> !entry.isReleased() && !entry.isOf(asker))
                .reduce((one, other) -> other.isAbove(one) ? other : one);
    }
}
