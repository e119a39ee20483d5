package dev.vigil.server.kithost;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import dev.vigil.kits.ip.AddressWatch;
import dev.vigil.lcd.model.Tag;
import dev.vigil.platform.Addresses;
import dev.vigil.platform.Announcer;
import dev.vigil.platform.DuplicateProbe;
import dev.vigil.platform.EchoProbe;
import dev.vigil.platform.LeasedAddresses;
import dev.vigil.platform.Platform;
import dev.vigil.platform.Processes;

/** What the node shares among its kits: one object per type. Unchanging; any thread may ask. */
public final class Facilities {
    public static final Facilities NONE = new Facilities(Map.of());

    private final Map<Class<?>, Object> shared;

    private Facilities(Map<Class<?>, Object> shared) {
        this.shared = Map.copyOf(shared);
    }

    /** What the kits of this product need of the machine. The listener of {@code leases} must pass what is lost to {@code watch}. */
    public static Facilities of(Platform platform, LeasedAddresses leases, AddressWatch watch) {
        return NONE.with(Processes.class, platform.processes()).with(Addresses.class, platform.addresses())
                .with(LeasedAddresses.class, leases).with(Announcer.class, platform.announcer())
                .with(DuplicateProbe.class, platform.duplicateProbe()).with(EchoProbe.class, platform.echoProbe())
                .with(AddressWatch.class, watch);
    }

    /** These and one more. */
    public <P> Facilities with(Class<P> type, P facility) {
        Map<Class<?>, Object> more = new LinkedHashMap<>(shared);
        more.put(type, facility);
        return new Facilities(more);
    }

    /** The same for one resource of the node, whose programs bear its mark where there are marks. */
    Facilities of(Tag tag) {
        return find(Holders.class).flatMap(holders -> find(Processes.class)
                .map(processes -> with(Processes.class, new HeldProcesses(processes, holders.of(tag))))).orElse(this);
    }

    public <P> Optional<P> find(Class<P> type) {
        return Optional.ofNullable(shared.get(type)).map(type::cast);
    }
}
