package dev.vigil.platform;

import java.util.List;
import java.util.Optional;

/**
 * A network interface as it is now.
 *
 * @param index the system's number of it
 * @param isUp whether it is switched on
 * @param hasCarrier whether the other end of the cable is there as well
 * @param speaksArp false for loopback and for links without neighbours: nobody can be asked or told there
 * @param hardware empty where the link has no hardware address
 */
public record InterfaceState(String name, int index, boolean isUp, boolean hasCarrier, boolean speaksArp,
        Optional<MacAddress> hardware, List<InterfaceAddress> addresses) {
    public InterfaceState {
        addresses = List.copyOf(addresses);
    }

    /** The same interface with these addresses. */
    public InterfaceState with(List<InterfaceAddress> addresses) {
        return new InterfaceState(name, index, isUp, hasCarrier, speaksArp, hardware, addresses);
    }
}
