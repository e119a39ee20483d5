package dev.vigil.platform.posix;

import dev.vigil.platform.InterfaceState;
import java.util.Optional;

/** Whether neighbours can be reached over an interface. */
final class NeighbourLinks {
    private NeighbourLinks() {}

    /** What stands in the way; empty when nothing does. */
    static Optional<String> obstacle(InterfaceState link) {
        if (!link.isUp()) {
            return Optional.of("interface " + link.name() + " is switched off");
        }
        if (!link.speaksArp()) {
            return Optional.of("interface " + link.name() + " has no neighbours that could be asked or told");
        }
        if (!link.hasCarrier()) {
            return Optional.of("interface " + link.name() + " has no carrier: the cable or the other end is missing");
        }
        return Optional.empty();
    }
}
