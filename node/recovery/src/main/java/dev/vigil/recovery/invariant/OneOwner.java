package dev.vigil.recovery.invariant;

import java.util.Map;
import java.util.Optional;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;

/**
 * A resource is not started on a node while it may run on another that still runs itself. With quorum off this is promised only for
 * nodes that stayed connected, in one direction on one path at least.
 */
final class OneOwner implements Invariant {
    @Override
    public String number() {
        return "IN-1";
    }

    @Override
    public Optional<String> broken(Happening what, Census census) {
        return switch (what) {
            case Happening.Called called when called.call().action() == Action.RESTORE -> elsewhere(called, census);
            case Happening.Called called -> Optional.empty();
            case Happening.Ended ended -> Optional.empty();
            case Happening.Died died -> Optional.empty();
            case Happening.OldDisk old -> Optional.empty();
            case Happening.Turned turned -> Optional.empty();
        };
    }

    private static Optional<String> elsewhere(Happening.Called called, Census census) {
        NodeId node = called.node();
        Tag tag = called.call().target().resource().tag();
        return census.hosts().entrySet().stream().filter(other -> !other.getKey().equals(node))
                .filter(other -> other.getValue().isUp() && other.getValue().activity(tag).mayRun())
                .filter(other -> !census.apart().contains(Census.Pair.of(node, other.getKey()))).map(Map.Entry::getKey).findFirst()
                .map(other -> tag + " is started on " + node + " while it is " + census.host(other).activity(tag) + " on " + other
                        + ", and the two were never wholly apart");
    }
}
