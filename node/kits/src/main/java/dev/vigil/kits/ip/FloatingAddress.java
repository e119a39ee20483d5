package dev.vigil.kits.ip;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.vigil.kit.Ipv4;
import dev.vigil.kit.Ipv6;
import dev.vigil.kit.KitInstance;
import dev.vigil.kit.KitRefusal;
import dev.vigil.kit.PropertyBlock;
import dev.vigil.platform.AddressAssignment;
import dev.vigil.platform.AddressText;
import dev.vigil.platform.InterfaceAddress;
import dev.vigil.platform.InterfaceState;

/**
 * What an instance wants, held against what the machine has. Looks only at its arguments.
 *
 * @param interfaceNames where the address may stand: the usual interface first, then the backup
 * @param isAdded false where restore mode is off: the resource is in service here without the address
 */
record FloatingAddress(InetAddress address, List<String> interfaceNames, Optional<Integer> prefix, String duplicateCheck,
        boolean isAdded, List<InetAddress> pingList) {

    /** The size of every network that hosts number themselves in (RFC 4291). */
    private static final int USUAL_PREFIX_6 = 64;

    FloatingAddress {
        interfaceNames = List.copyOf(interfaceNames);
        pingList = List.copyOf(pingList);
    }

    static FloatingAddress of(KitInstance instance) throws KitRefusal {
        InetAddress address = parse(instance.id())
                .orElseThrow(() -> new KitRefusal("the id " + instance.id() + " is not an IPv4 or IPv6 address"));
        PropertyBlock properties = instance.properties();
        List<String> interfaces = new ArrayList<>(List.of(properties.text(IpKit.INTERFACE).orElseThrow()));
        properties.text(IpKit.BACKUP_INTERFACE).ifPresent(interfaces::add);
        return new FloatingAddress(address, interfaces, properties.integer(IpKit.PREFIX),
                properties.choice(IpKit.DUPLICATE_CHECK).orElse(DuplicateCheck.AUTO),
                !properties.choice(IpKit.RESTORE_MODE).filter(IpKit.OFF::equals).isPresent(),
                properties.addresses(IpKit.PING_LIST));
    }

    static Optional<InetAddress> parse(String id) {
        return Ipv4.parse(id).<InetAddress>map(address -> address).or(() -> Ipv6.parse(id));
    }

    String text() {
        return AddressText.of(address);
    }

    /** The interface of this name. */
    static Optional<InterfaceState> find(String name, List<InterfaceState> interfaces) {
        return interfaces.stream().filter(state -> state.name().equals(name)).findFirst();
    }

    /** The other interface that may have the address, if there is one. */
    Optional<String> besides(String name) {
        return interfaceNames.stream().filter(other -> !other.equals(name)).findFirst();
    }

    /** Where the address stands now: the interface and how it stands there. */
    record Place(InterfaceState on, InterfaceAddress as) {
        AddressAssignment assignment() {
            return new AddressAssignment(on.name(), as.address(), as.prefixLength(), Optional.empty());
        }

        /** Put there by this product, and to leave by itself: an earlier run of the node has left it behind. */
        boolean isLeftover() {
            return as.isMarked() && as.remaining().isPresent();
        }

        @Override
        public String toString() {
            return assignment().toString();
        }
    }

    Optional<Place> place(List<InterfaceState> interfaces) {
        return interfaces.stream()
                .flatMap(on -> on.addresses().stream().filter(as -> as.address().equals(address)).map(as -> new Place(on, as)))
                .findFirst();
    }

    /**
     * The prefix length that is configured, or else that of the interface's own network that holds the address. An IPv6 interface may
     * know of its network by its routes alone, and the size of the network is always the same.
     */
    Optional<Integer> prefixOn(InterfaceState home) {
        return prefix.or(() -> network(home).map(InterfaceAddress::prefixLength))
                .or(() -> address instanceof Inet6Address ? Optional.of(USUAL_PREFIX_6) : Optional.empty());
    }

    private Optional<InterfaceAddress> network(InterfaceState home) {
        return home.addresses().stream().filter(own -> own.hasInItsNetwork(address)).findFirst();
    }

    Optional<AddressAssignment> assignmentOn(InterfaceState home) {
        return prefixOn(home).map(length -> new AddressAssignment(home.name(), address, length, Optional.empty()));
    }

    String noInterface(String name, List<InterfaceState> interfaces) {
        return "there is no interface " + name + " on this node; there is " + describe(interfaces);
    }

    String noNetwork(String name, List<InterfaceState> interfaces) {
        return "no prefix length is configured for " + text() + ", and the interface " + name
                + " of this node has no network that holds it; there is " + describe(interfaces);
    }

    /** The interfaces of a machine in one line, for the operator who named a wrong one. */
    private String describe(List<InterfaceState> interfaces) {
        return interfaces.stream().map(this::describe).collect(Collectors.joining(", "));
    }

    private String describe(InterfaceState state) {
        String addresses = state.addresses().stream()
                .filter(own -> own.address().getClass().equals(address.getClass()) && !own.address().isLinkLocalAddress())
                .map(own -> AddressText.of(own.address()) + "/" + own.prefixLength()).collect(Collectors.joining(" "));
        String family = address instanceof Inet4Address ? "IPv4" : "IPv6";
        return state.name() + " (" + (addresses.isEmpty() ? "no " + family + " address" : addresses) + ")";
    }
}
