package dev.vigil.platform;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** Stands for a kernel without a gate. */
final class NoGate implements KernelGate {
    private static final Optional<SystemFault> NONE = Optional.of(new SystemFault("gate", 38, "ENOSYS", "there is no gate here"));

    @Override
    public Optional<SystemFault> install(Collection<InetAddress> covered) {
        return NONE;
    }

    @Override
    public Optional<SystemFault> cover(InetAddress address) {
        return NONE;
    }

    @Override
    public Optional<SystemFault> uncover(InetAddress address) {
        return NONE;
    }

    @Override
    public Optional<SystemFault> open(Collection<InetAddress> addresses, Duration lasting) {
        return NONE;
    }

    @Override
    public Optional<SystemFault> shut() {
        return NONE;
    }

    @Override
    public Optional<SystemFault> remove() {
        return NONE;
    }
}
