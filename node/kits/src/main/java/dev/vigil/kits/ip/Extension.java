package dev.vigil.kits.ip;

import java.util.List;
import java.util.Optional;

import dev.vigil.platform.InterfaceState;

/** Whether a node could take an address; looked at on that node. */
final class Extension {
    private Extension() {}

    /** Why it could not, or empty. */
    static Optional<String> obstacle(FloatingAddress wanted, List<InterfaceState> interfaces) {
        Optional<InterfaceState> home = wanted.home(interfaces);
        if (home.isEmpty()) {
            return Optional.of("there is no interface " + wanted.interfaceName() + " on this node; there is "
                    + FloatingAddress.describe(interfaces));
        }
        if (wanted.network(home.get()).isEmpty()) {
            return Optional
                    .of("the interface " + wanted.interfaceName() + " of this node has no network that holds " + wanted.text()
                            + "; there is " + FloatingAddress.describe(interfaces));
        }
        return wanted.place(interfaces).filter(place -> !place.isLeftover())
                .map(place -> place + " is an address of this node itself; only an address that no machine owns can float");
    }
}
