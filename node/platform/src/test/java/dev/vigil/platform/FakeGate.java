package dev.vigil.platform;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A gate in memory, which never shuts by itself: what it was told stands in {@link #told}. */
final class FakeGate implements KernelGate {
    final List<String> told = new ArrayList<>();
    final Set<InetAddress> covered = new LinkedHashSet<>();
    Optional<SystemFault> fault = Optional.empty();
    boolean healsAtInstall;

    @Override
    public Optional<SystemFault> install(Collection<InetAddress> addresses) {
        told.add("install");
        covered.clear();
        covered.addAll(addresses);
        if (healsAtInstall) {
            fault = Optional.empty();
        }
        return fault;
    }

    @Override
    public Optional<SystemFault> cover(InetAddress address) {
        told.add("cover " + AddressText.of(address));
        covered.add(address);
        return fault;
    }

    @Override
    public Optional<SystemFault> uncover(InetAddress address) {
        told.add("uncover " + AddressText.of(address));
        covered.remove(address);
        return fault;
    }

    @Override
    public Optional<SystemFault> open(Collection<InetAddress> addresses, Duration lasting) {
        told.add("open " + addresses.size() + " for " + lasting.toMillis());
        return fault;
    }

    @Override
    public Optional<SystemFault> shut() {
        told.add("shut");
        return fault;
    }

    @Override
    public Optional<SystemFault> remove() {
        told.add("remove");
        return fault;
    }
}
