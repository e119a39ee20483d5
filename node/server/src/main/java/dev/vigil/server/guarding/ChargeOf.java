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
import dev.vigil.platform.AddressAssignment;
import dev.vigil.platform.guard.Charge;
import dev.vigil.platform.guard.LastWord;
import dev.vigil.server.kithost.Holders;

/**
 * What a guard has to end: the addresses, and the programs of every resource that another node would start once this one is silent. A
 * resource without another node, and one that runs unprotected, goes on without the node.
 *
 * @param isKillable whether resources of a type run in programs of their own
 */
record ChargeOf(NodeId self, Holders holders, Predicate<TypeId> isKillable) {

    Charge of(LcdState lcd, List<AddressAssignment> addresses, List<LastWord> lastWords) {
        Config config = lcd.config();
        Set<Tag> shared = config.instances().stream().filter(instance -> !instance.node().equals(self)).map(InstanceRow::tag)
                .collect(Collectors.toSet());
        List<String> marks = lcd.status(self).ownerships().stream().filter(OwnershipRow::isHeld)
                .flatMap(owned -> config.membersOf(owned.unit()).stream())
                .filter(tag -> shared.contains(tag) && isProtected(lcd, tag) && isInPrograms(config, tag)).map(holders::of)
                .toList();
        return new Charge(addresses, marks, lastWords);
    }

    private boolean isProtected(LcdState lcd, Tag tag) {
        return lcd.status(self).state(tag).map(StateRow::state).filter(ResourceState.ISU::equals).isEmpty();
    }

    private boolean isInPrograms(Config config, Tag tag) {
        return config.resource(tag).filter(resource -> isKillable.test(resource.type())).isPresent();
    }
}
