package dev.vigil.platform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Addresses in memory, whose lifetimes do not run; everything in it was added by this object. */
final class FakeAddresses implements Addresses {
    final List<AddressAssignment> present = new ArrayList<>();
    int renewals;
    boolean isRefusing;
    Runnable beforeRenewal = () -> {};

    static AddressAssignment floating(int last) {
        try {
            return new AddressAssignment("eth0", InetAddress.getByName("10.9.9." + last), 24, Optional.of(Duration.ofSeconds(2)));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public InterfaceListing interfaces() {
        return new InterfaceListing.Listed(List.of());
    }

    @Override
    public AddressOutcome add(AddressAssignment assignment) {
        if (isRefusing) {
            return new AddressOutcome.Failed(new SystemFault("add", 1, "EPERM", "refused by the test"));
        }
        if (present.contains(assignment)) {
            return new AddressOutcome.AlreadyPresent();
        }
        present.add(assignment);
        return new AddressOutcome.Done(Duration.ZERO);
    }

    @Override
    public AddressOutcome renew(AddressAssignment assignment) {
        beforeRenewal.run();
        renewals++;
        return present.contains(assignment) ? new AddressOutcome.Done(Duration.ZERO) : new AddressOutcome.NotPresent();
    }

    @Override
    public AddressOutcome adopt(AddressAssignment assignment) {
        return renew(assignment);
    }

    @Override
    public AddressOutcome remove(AddressAssignment assignment) {
        if (isRefusing) {
            return new AddressOutcome.Failed(new SystemFault("remove", 1, "EPERM", "refused by the test"));
        }
        return present.remove(assignment) ? new AddressOutcome.Done(Duration.ZERO) : new AddressOutcome.NotPresent();
    }

    @Override
    public List<AddressOutcome> removeAll(List<AddressAssignment> assignments) {
        return assignments.stream().map(this::remove).toList();
    }

    @Override
    public AddressOutcome removeAnyway(AddressAssignment assignment) {
        return remove(assignment);
    }

    @Override
    public AddressPresence isPresent(AddressAssignment assignment) {
        return present.contains(assignment)
                ? new AddressPresence.Present(
                        new InterfaceAddress(assignment.address(), assignment.prefixLength(), assignment.lifetime(), true))
                : new AddressPresence.Absent();
    }
}
