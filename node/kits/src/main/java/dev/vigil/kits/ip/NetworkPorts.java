package dev.vigil.kits.ip;

import dev.vigil.kit.KitContext;
import dev.vigil.kit.KitRefusal;
import dev.vigil.platform.Addresses;
import dev.vigil.platform.Announcer;
import dev.vigil.platform.DuplicateProbe;
import dev.vigil.platform.EchoProbe;
import dev.vigil.platform.LeasedAddresses;

/** What an address needs of the machine. */
record NetworkPorts(Addresses addresses, LeasedAddresses leases, Announcer announcer, DuplicateProbe probe, EchoProbe echo,
        AddressWatch watch) {
    static NetworkPorts of(KitContext context) throws KitRefusal {
        return new NetworkPorts(context.facility(Addresses.class), context.facility(LeasedAddresses.class),
                context.facility(Announcer.class), context.facility(DuplicateProbe.class), context.facility(EchoProbe.class),
                context.facility(AddressWatch.class));
    }
}
