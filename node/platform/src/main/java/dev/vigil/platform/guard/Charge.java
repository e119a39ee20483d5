package dev.vigil.platform.guard;

import dev.vigil.platform.AddressAssignment;
import java.util.List;

/**
 * What the guard has to end when the time has come.
 *
 * @param addresses that it takes away
 * @param holders the marks of the programs that it kills, each with its descendants
 * @param lastWords sent when the node's process is over and all of this was seen to be gone
 */
public record Charge(List<AddressAssignment> addresses, List<String> holders, List<LastWord> lastWords) {

    public static final Charge NOTHING = new Charge(List.of(), List.of(), List.of());

    public Charge {
        addresses = List.copyOf(addresses);
        holders = List.copyOf(holders);
        lastWords = List.copyOf(lastWords);
    }

    public boolean isEmpty() {
        return addresses.isEmpty() && holders.isEmpty();
    }
}
