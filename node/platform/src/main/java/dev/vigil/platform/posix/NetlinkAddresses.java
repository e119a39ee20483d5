package dev.vigil.platform.posix;

import dev.vigil.platform.AddressAssignment;
import dev.vigil.platform.AddressOutcome;
import dev.vigil.platform.AddressPresence;
import dev.vigil.platform.Addresses;
import dev.vigil.platform.InterfaceListing;
import dev.vigil.platform.SystemFault;
import java.net.Inet6Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Addresses by rtnetlink, without a spawned tool. */
final class NetlinkAddresses implements Addresses {
    /** Without it the kernel would try a new IPv6 address for a second before it answers for it. */
    private static final int IFA_F_NODAD = 2;
    /**
     * Of IPv6 the kernel keeps one route for all addresses of a network, and would let it end with the lifetime of this address although
     * a router has announced the network for longer.
     */
    private static final int IFA_F_NOPREFIXROUTE = 0x200;

    private final NetlinkSocket socket;
    private final NetworkTables tables;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<AddressAssignment> ours = new ArrayList<>();

    NetlinkAddresses(NetlinkSocket socket) {
        this.socket = socket;
        tables = new NetworkTables(socket);
    }

    @Override
    public InterfaceListing interfaces() {
        return tables.all();
    }

    @Override
    public AddressPresence isPresent(AddressAssignment assignment) {
        return switch (tables.link(assignment.interfaceName())) {
            case InterfaceListing.Listed listed -> tables.presence(assignment, listed.interfaces().getFirst().index());
            case InterfaceListing.Failed failed -> failed.fault().code() == Errno.ENODEV
                    ? new AddressPresence.Absent()
                    : new AddressPresence.Unknown(failed.fault());
        };
    }

    @Override
    public AddressOutcome add(AddressAssignment assignment) {
        return inTurn(() -> {
            AddressOutcome outcome = put(assignment, NetlinkRequest.NLM_F_CREATE | NetlinkRequest.NLM_F_EXCL);
            // What may have been added must be removable, so an unknown outcome counts as ours too.
            if (outcome instanceof AddressOutcome.Done || outcome instanceof AddressOutcome.Unknown) {
                forget(assignment);
                ours.add(assignment);
            }
            return outcome;
        });
    }

    @Override
    public AddressOutcome renew(AddressAssignment assignment) {
        return inTurn(() -> switch (isPresent(assignment)) {
            case AddressPresence.Absent absent -> new AddressOutcome.NotPresent();
            case AddressPresence.Unknown unknown -> new AddressOutcome.Failed(unknown.fault());
            case AddressPresence.Present present -> isOurs(assignment)
                    ? put(assignment, NetlinkRequest.NLM_F_CREATE | NetlinkRequest.NLM_F_REPLACE)
                    : new AddressOutcome.NotOurs();
        });
    }

    @Override
    public AddressOutcome adopt(AddressAssignment assignment) {
        return inTurn(() -> {
            forget(assignment);
            ours.add(assignment);
            AddressOutcome outcome = renew(assignment);
            if (!(outcome instanceof AddressOutcome.Done)) {
                forget(assignment);
            }
            return outcome;
        });
    }

    @Override
    public AddressOutcome remove(AddressAssignment assignment) {
        return removeAll(List.of(assignment)).getFirst();
    }

    @Override
    public List<AddressOutcome> removeAll(List<AddressAssignment> assignments) {
        List<AddressOutcome> outcomes = new ArrayList<>();
        inTurn(() -> {
            List<AddressAssignment> staying = neighbours(assignments);
            assignments.forEach(assignment -> outcomes.add(removeOurs(assignment)));
            putBack(staying);
            return new AddressOutcome.NotPresent();
        });
        return outcomes;
    }

    @Override
    public AddressOutcome removeAnyway(AddressAssignment assignment) {
        return inTurn(() -> {
            List<AddressAssignment> staying = neighbours(List.of(assignment));
            AddressOutcome outcome = delete(assignment);
            putBack(staying);
            return outcome;
        });
    }

    private AddressOutcome inTurn(Supplier<AddressOutcome> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private boolean isOurs(AddressAssignment assignment) {
        return ours.stream().anyMatch(assignment::isSamePlaceAs);
    }

    private void forget(AddressAssignment assignment) {
        ours.removeIf(assignment::isSamePlaceAs);
    }

    private AddressOutcome removeOurs(AddressAssignment assignment) {
        if (isOurs(assignment)) {
            return delete(assignment);
        }
        return switch (isPresent(assignment)) {
            case AddressPresence.Present present -> new AddressOutcome.NotOurs();
            case AddressPresence.Absent absent -> new AddressOutcome.NotPresent();
            case AddressPresence.Unknown unknown -> new AddressOutcome.Failed(unknown.fault());
        };
    }

    /**
     * Our other addresses that stand there now. Unless promote_secondaries is set, Linux deletes all addresses of a network from an
     * interface together with the one that came first.
     */
    private List<AddressAssignment> neighbours(List<AddressAssignment> leaving) {
        return ours.stream().filter(held -> leaving.stream().noneMatch(held::isSamePlaceAs))
                .filter(held -> leaving.stream().anyMatch(gone -> gone.interfaceName().equals(held.interfaceName())))
                .filter(held -> isPresent(held) instanceof AddressPresence.Present).toList();
    }

    private void putBack(List<AddressAssignment> staying) {
        for (AddressAssignment held : staying) {
            if (isPresent(held) instanceof AddressPresence.Absent) {
                put(held, NetlinkRequest.NLM_F_CREATE | NetlinkRequest.NLM_F_EXCL);
            }
        }
    }

    private AddressOutcome put(AddressAssignment assignment, int flags) {
        int seconds = assignment.lifetime().map(NetlinkAddresses::wholeSeconds).orElse(NetworkRows.FOREVER);
        boolean isIpv6 = assignment.address() instanceof Inet6Address;
        // Of IPv6 the newest address would become the sender of what this machine itself says, which must not end with a failover: it is
        // never preferred. Of IPv4 the first address of a network is the sender anyway, and a lifetime must not be shorter than another.
        int preferred = isIpv6 ? 0 : seconds;
        UnaryOperator<NetlinkRequest> ofFamily = isIpv6
                ? request -> request.attribute(NetworkRows.IFA_FLAGS, flagsOf6(assignment))
                : UnaryOperator.identity();
        return change(NetlinkRequest.RTM_NEWADDR, flags, assignment, request -> ofFamily.apply(request)
                .attribute(NetworkRows.IFA_PROTO, new byte[]{NetworkRows.OUR_PROTOCOL})
                // Preferred and valid lifetime; the two times of day behind them are the kernel's to fill.
                .attribute(NetworkRows.IFA_CACHEINFO, preferred, seconds, 0, 0));
    }

    private int flagsOf6(AddressAssignment assignment) {
        return tables.hasNetworkOf(assignment) ? IFA_F_NODAD | IFA_F_NOPREFIXROUTE : IFA_F_NODAD;
    }

    private AddressOutcome delete(AddressAssignment assignment) {
        AddressOutcome outcome = change(NetlinkRequest.RTM_DELADDR, 0, assignment, UnaryOperator.identity());
        if (outcome instanceof AddressOutcome.Done || outcome instanceof AddressOutcome.NotPresent) {
            forget(assignment);
        }
        return outcome;
    }

    private AddressOutcome change(short type, int flags, AddressAssignment assignment, UnaryOperator<NetlinkRequest> more) {
        long start = System.nanoTime();
        return switch (tables.link(assignment.interfaceName())) {
            case InterfaceListing.Failed failed -> refused(type, failed.fault());
            case InterfaceListing.Listed listed -> {
                NetlinkRequest request = more.apply(request(type, flags, assignment, listed.interfaces().getFirst().index()));
                yield switch (socket.change(request, NetlinkSocket.NO_ROWS)) {
                    case NetlinkReply.Done done -> new AddressOutcome.Done(Duration.ofNanos(System.nanoTime() - start));
                    case NetlinkReply.Refused refused -> refused(type, refused.fault());
                    case NetlinkReply.Silent silent -> new AddressOutcome.Unknown(silent.fault());
                };
            }
        };
    }

    private static NetlinkRequest request(short type, int flags, AddressAssignment assignment, int index) {
        String call = (type == NetlinkRequest.RTM_NEWADDR ? "RTM_NEWADDR " : "RTM_DELADDR ") + assignment;
        int family = NetworkRows.family(assignment.address());
        byte[] address = assignment.address().getAddress();
        return new NetlinkRequest(call, type, NetlinkRequest.NLM_F_ACK | flags)
                .addressHead(family, assignment.prefixLength(), 0, index)
                .attribute(NetworkRows.IFA_LOCAL, address).attribute(NetworkRows.IFA_ADDRESS, address);
    }

    private static AddressOutcome refused(short type, SystemFault fault) {
        if (type == NetlinkRequest.RTM_NEWADDR) {
            return fault.code() == Errno.EEXIST ? new AddressOutcome.AlreadyPresent() : new AddressOutcome.Failed(fault);
        }
        boolean isGone = fault.code() == Errno.EADDRNOTAVAIL || fault.code() == Errno.ENODEV;
        return isGone ? new AddressOutcome.NotPresent() : new AddressOutcome.Failed(fault);
    }

    private static int wholeSeconds(Duration lifetime) {
        return Math.toIntExact(lifetime.plusNanos(999_999_999).toSeconds());
    }
}
