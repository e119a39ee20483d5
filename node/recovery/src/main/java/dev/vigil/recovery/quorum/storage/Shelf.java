package dev.vigil.recovery.quorum.storage;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.Holder;

/**
 * What was seen in the folder: all of it later than the look began, the entries before the beats.
 *
 * @param begun the highest epoch of each unit under which an entry was begun and not finished: its maker is slow, and will see what is
 *            there when it looks again, or it ended before it was granted anything
 */
public record Shelf(List<Entry> entries, SortedMap<UnitId, Epoch> begun, List<Beat> beats) {
    public Shelf {
        entries = List.copyOf(entries);
        begun = Collections.unmodifiableSortedMap(new TreeMap<>(begun));
        beats = List.copyOf(beats);
    }

    Stream<Entry> of(UnitId unit) {
        return entries.stream().filter(entry -> entry.unit().equals(unit));
    }

    /** The highest epoch that anybody has named by an entry; zero if nobody has. */
    Epoch highest(UnitId unit) {
        return Stream.concat(of(unit).map(Entry::epoch), Stream.ofNullable(begun.get(unit))).max(Epoch::compareTo)
                .orElse(Epoch.ZERO);
    }

    /** Whether this life was granted the unit under this epoch, and has not given it back. */
    boolean isHeld(UnitId unit, Epoch epoch, Holder holder) {
        return of(unit).anyMatch(entry -> entry.epoch().equals(epoch) && !entry.isReleased() && entry.holder().equals(holder));
    }

    /** The newest of what other nodes hold; what a node has asked for later is in the place of what it asked for before. */
    Optional<Entry> rival(UnitId unit, Holder asker) {
        return of(unit).filter(entry -> !entry.isReleased() && !entry.isOf(asker)).filter(this::isLastOfItsNode)
                .reduce((one, other) -> other.isAbove(one) ? other : one);
    }

    private boolean isLastOfItsNode(Entry entry) {
        return of(entry.unit()).noneMatch(other -> other.isOf(entry.holder()) && other.isAbove(entry));
    }
}
