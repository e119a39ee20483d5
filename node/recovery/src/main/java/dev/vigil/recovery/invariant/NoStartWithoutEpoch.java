package dev.vigil.recovery.invariant;

import java.util.Optional;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.UnitId;

/** No kit starts a resource before the node's disk says that it holds the unit, under an epoch. */
final class NoStartWithoutEpoch implements Invariant {
    @Override
    public String number() {
        return "IN-3";
    }

    @Override
    public Optional<String> broken(Happening what, Census census) {
        if (!(what instanceof Happening.Called called) || called.call().action() != Action.RESTORE) {
            return Optional.empty();
        }
        UnitId unit = called.call().target().resource().unit();
        boolean isHeld = census.host(called.node()).disk().status(called.node()).ownership(unit)
                .filter(OwnershipRow::isHeld).filter(row -> row.epoch().value() > 0).isPresent();
        return isHeld
                ? Optional.empty()
                : Optional.of(called.call().target().resource().tag() + " is started on " + called.node()
                        + ", whose disk does not hold "
                        + unit);
    }
}
