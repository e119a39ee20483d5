package dev.vigil.platform.posix;

import dev.vigil.platform.AddressAssignment;
import dev.vigil.platform.AddressPresence;
import dev.vigil.platform.InterfaceAddress;
import dev.vigil.platform.InterfaceListing;
import dev.vigil.platform.InterfaceState;
import dev.vigil.platform.SystemFault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Asks for the kernel's tables of links and addresses. As safe for threads as its socket. */
final class NetworkTables {
    private static final int IFLA_IFNAME = 3;
    private static final int INDEX_PLACE = 4;
    private static final int LONGEST_NAME = 15;

    private final NetlinkSocket socket;

    NetworkTables(NetlinkSocket socket) {
        this.socket = socket;
    }

    /** All links with their addresses, in the order of their numbers. */
    InterfaceListing all() {
        Map<Integer, InterfaceState> links = new TreeMap<>();
        var request = new NetlinkRequest("RTM_GETLINK", NetlinkRequest.RTM_GETLINK, NetlinkRequest.NLM_F_DUMP).linkHead();
        Optional<SystemFault> fault = faultOf(socket.dump(request, links::clear, (type, body) -> {
            NetworkRows.link(body).ifPresent(link -> links.put(link.index(), link));
        }));
        if (fault.isPresent()) {
            return new InterfaceListing.Failed(fault.get());
        }
        return withAddresses(links);
    }

    private InterfaceListing withAddresses(Map<Integer, InterfaceState> links) {
        Map<Integer, List<InterfaceAddress>> found = new TreeMap<>();
        Optional<SystemFault> fault = addresses(0, found);
        if (fault.isPresent()) {
            return new InterfaceListing.Failed(fault.get());
        }
        links.replaceAll((index, link) -> link.with(found.getOrDefault(index, List.of())));
        return new InterfaceListing.Listed(List.copyOf(links.values()));
    }

    /** The one link of this name, without its addresses; {@code Failed} with ENODEV when there is none. */
    InterfaceListing link(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST_NAME) {
            return new InterfaceListing.Failed(Errno.fault("RTM_GETLINK", Errno.ENODEV, "the name " + name + " is too long"));
        }
        var request = new NetlinkRequest("RTM_GETLINK " + name, NetlinkRequest.RTM_GETLINK, NetlinkRequest.NLM_F_ACK).linkHead()
                .attribute(IFLA_IFNAME, NetlinkAttributes.terminated(bytes));
        List<InterfaceState> found = new ArrayList<>();
        Optional<SystemFault> fault = faultOf(
                socket.change(request, (type, body) -> NetworkRows.link(body).ifPresent(found::add)));
        return fault.<InterfaceListing>map(InterfaceListing.Failed::new).orElseGet(() -> new InterfaceListing.Listed(found));
    }

    /** Whether the address stands on the link of this number. */
    AddressPresence presence(AddressAssignment assignment, int index) {
        Map<Integer, List<InterfaceAddress>> found = new TreeMap<>();
        Optional<SystemFault> fault = addresses(NetworkRows.family(assignment.address()), found);
        if (fault.isPresent()) {
            return new AddressPresence.Unknown(fault.get());
        }
        return found.getOrDefault(index, List.of()).stream()
                .filter(there -> there.address().equals(assignment.address())
                        && there.prefixLength() == assignment.prefixLength())
                .findFirst().<AddressPresence>map(AddressPresence.Present::new).orElseGet(AddressPresence.Absent::new);
    }

    /** Whether the interface has an address of its own, none of this product, in whose network this one is. */
    boolean hasNetworkOf(AddressAssignment assignment) {
        return switch (link(assignment.interfaceName())) {
            case InterfaceListing.Failed failed -> false;
            case InterfaceListing.Listed listed -> {
                Map<Integer, List<InterfaceAddress>> found = new TreeMap<>();
                Optional<SystemFault> fault = addresses(NetworkRows.family(assignment.address()), found);
                yield fault.isEmpty() && found.getOrDefault(listed.interfaces().getFirst().index(), List.of()).stream()
                        .anyMatch(own -> !own.isMarked() && own.hasInItsNetwork(assignment.address()));
            }
        };
    }

    private Optional<SystemFault> addresses(int family, Map<Integer, List<InterfaceAddress>> found) {
        var request = new NetlinkRequest("RTM_GETADDR", NetlinkRequest.RTM_GETADDR, NetlinkRequest.NLM_F_DUMP)
                .addressHead(family, 0, 0, 0);
        return faultOf(socket.dump(request, found::clear, (type, body) -> NetworkRows.address(body).ifPresent(
                address -> found.computeIfAbsent(body.getInt(INDEX_PLACE), index -> new ArrayList<>()).add(address))));
    }

    private static Optional<SystemFault> faultOf(NetlinkReply reply) {
        return switch (reply) {
            case NetlinkReply.Done done -> Optional.empty();
            case NetlinkReply.Refused refused -> Optional.of(refused.fault());
            case NetlinkReply.Silent silent -> Optional.of(silent.fault());
        };
    }
}
