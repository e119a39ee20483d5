package dev.vigil.kits.ip;

import java.util.List;
import java.util.Optional;

import dev.vigil.platform.InterfaceState;

/** Whether a node could take an address; looked at on that node. */
final class Extension {
    private Extension() {}

    /** Why it could not, or empty. */
    static Optional<String> obstacle(FloatingAddress wanted, List<InterfaceState> interfaces) {
        for (String name : wanted.interfaceNames()) {
            Optional<InterfaceState> home = FloatingAddress.find(name, interfaces);
            if (home.isEmpty()) {
                return Optional.of(wanted.noInterface(name, interfaces));
            }
            if (wanted.prefixOn(home.get()).isEmpty()) {
                return Optional.of(wanted.noNetwork(name, interfaces));
            }
        }
        return wanted.place(interfaces).filter(place -> !place.isLeftover())
                .map(place -> place + " is an address of this node itself; only an address that no machine owns can float");
    }
}
