package dev.vigil.recovery.invariant;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.UnitId;

/** The epoch of a unit on the disk of a node never falls, over all its lives; only an older disk may forget. */
final class EpochNeverBack implements Invariant {
    private final SortedMap<NodeId, SortedMap<UnitId, Epoch>> highest = new TreeMap<>();

    @Override
    public String number() {
        return "IN-4";
    }

    @Override
    public Optional<String> broken(Happening what, Census census) {
        if (what instanceof Happening.OldDisk old) {
            highest.remove(old.node());
        }
        NodeId node = what.node();
        SortedMap<UnitId, Epoch> known = highest.computeIfAbsent(node, ignored -> new TreeMap<>());
        for (OwnershipRow row : census.host(node).disk().status(node).ownerships()) {
            Epoch before = known.getOrDefault(row.unit(), Epoch.ZERO);
            if (row.epoch().compareTo(before) < 0) {
                return Optional.of(node + " fell from epoch " + before + " of " + row.unit() + " to " + row.epoch());
            }
            known.put(row.unit(), row.epoch());
        }
        return Optional.empty();
    }
}
