package dev.vigil.recovery;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.UnitId;

/** Who owns a unit, as the stored rows tell. */
final class Ownership {
    /** RC-3: of two owners the one with the higher epoch counts, then the one with the greater name. */
    static final Comparator<OwnershipRow> RANK = Comparator.comparing(OwnershipRow::epoch).thenComparing(OwnershipRow::node);

    private Ownership() {}

    static Optional<OwnershipRow> holder(LcdState lcd, UnitId unit) {
        return lcd.statuses().values().stream().flatMap(status -> status.ownership(unit).stream()).filter(OwnershipRow::isHeld)
                .max(RANK);
    }

    /** The last node that is known to have owned the unit, whether it still does or not. */
    static Optional<OwnershipRow> last(LcdState lcd, UnitId unit) {
        return lcd.statuses().values().stream().flatMap(status -> status.ownership(unit).stream()).max(RANK);
    }

    static boolean holds(LcdState lcd, NodeId node, UnitId unit) {
        return lcd.status(node).ownership(unit).filter(OwnershipRow::isHeld).isPresent();
    }

    static List<OwnershipRow> heldBy(LcdState lcd, NodeId node) {
        return lcd.status(node).ownerships().stream().filter(OwnershipRow::isHeld).toList();
    }

    static Epoch epochOf(LcdState lcd, NodeId node, UnitId unit) {
        return lcd.status(node).ownership(unit).map(OwnershipRow::epoch).orElse(Epoch.ZERO);
    }
}
