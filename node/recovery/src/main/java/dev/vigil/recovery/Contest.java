package dev.vigil.recovery;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.UnitId;

/** RC-115: living nodes that own one unit, and a person is to say which of them keeps it; {@code since}: when the last of them met another. */
public record Contest(UnitId unit, SortedMap<NodeId, Epoch> owners, Instant since) {
    public Contest {
        owners = Collections.unmodifiableSortedMap(new TreeMap<>(owners));
    }

    /** {@code alpha and bravo}. */
    String nodes() {
        return String.join(" and ", owners.keySet().stream().map(NodeId::value).toList());
    }

    String sentence() {
        return "nodes " + nodes() + " both own " + unit + " since " + since;
    }
}
