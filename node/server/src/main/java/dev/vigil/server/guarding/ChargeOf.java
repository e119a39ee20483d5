package dev.vigil.server.guarding;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.TypeId;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.platform.AddressAssignment;
import dev.vigil.platform.guard.Charge;
import dev.vigil.platform.guard.LastWord;
import dev.vigil.recovery.LeaseLoss;
import dev.vigil.server.kithost.Holders;

/**
 * What a guard has to end: the addresses, and the programs of every resource that another node would start once this one is silent. A
 * resource without another node, one that runs unprotected, and one that is kept for the node until that is fenced, go on without the
 * node; addresses as long as nothing else is held.
 *
 * @param isKillable whether resources of a type run in programs of their own
 */
record ChargeOf(NodeId self, Holders holders, Predicate<TypeId> isKillable) {

    /** {@code leased}: what the voters keep for a lease still, whatever is wanted of it. */
    Charge of(LcdState lcd, List<AddressAssignment> addresses, List<LastWord> lastWords, Set<UnitId> leased) {
        Config config = lcd.config();
        Set<Tag> shared = config.instances().stream().filter(instance -> !instance.node().equals(self)).map(InstanceRow::tag)
                .collect(Collectors.toSet());
        List<OwnershipRow> ended = lcd.status(self).ownerships().stream().filter(OwnershipRow::isHeld)
                .filter(owned -> leased.contains(owned.unit()) || !isKeptUntilFenced(config, owned)).toList();
        List<String> marks = ended.stream()
                .flatMap(owned -> config.membersOf(owned.unit()).stream())
                .filter(tag -> shared.contains(tag) && isProtected(lcd, tag) && isInPrograms(config, tag)).map(holders::of)
                .toList();
        boolean isAnyHeld = lcd.status(self).ownerships().stream().anyMatch(OwnershipRow::isHeld);
        return new Charge(isAnyHeld && ended.isEmpty() ? List.of() : addresses, marks, lastWords);
    }

    /** RC-106: nobody else starts it before this node is fenced. */
    private static boolean isKeptUntilFenced(Config config, OwnershipRow owned) {
        return config.isByMajority() && LeaseLoss.of(config, owned.unit()) instanceof LeaseLoss.Fence;
    }

    private boolean isProtected(LcdState lcd, Tag tag) {
        return lcd.status(self).state(tag).map(StateRow::state).filter(ResourceState.ISU::equals).isEmpty();
    }

    private boolean isInPrograms(Config config, Tag tag) {
        return config.resource(tag).filter(resource -> isKillable.test(resource.type())).isPresent();
    }
}
