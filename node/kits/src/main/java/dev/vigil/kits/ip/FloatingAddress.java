package dev.vigil.kits.ip;

import java.net.Inet4Address;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.vigil.kit.Ipv4;
import dev.vigil.kit.KitInstance;
import dev.vigil.kit.KitRefusal;
import dev.vigil.platform.AddressAssignment;
import dev.vigil.platform.InterfaceAddress;
import dev.vigil.platform.InterfaceState;

/** What an instance wants, held against what the machine has. Looks only at its arguments. */
record FloatingAddress(Inet4Address address, String interfaceName, Optional<Integer> prefix, String duplicateCheck) {

    static FloatingAddress of(KitInstance instance) throws KitRefusal {
        Inet4Address address = Ipv4.parse(instance.id())
                .orElseThrow(() -> new KitRefusal("the id " + instance.id() + " is not an IPv4 address"));
        return new FloatingAddress(address, instance.properties().text(IpKit.INTERFACE).orElseThrow(),
                instance.properties().integer(IpKit.PREFIX),
                instance.properties().choice(IpKit.DUPLICATE_CHECK).orElse(DuplicateCheck.AUTO));
    }

    String text() {
        return address.getHostAddress();
    }

    /** The interface that shall have the address. */
    Optional<InterfaceState> home(List<InterfaceState> interfaces) {
        return interfaces.stream().filter(state -> state.name().equals(interfaceName)).findFirst();
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
            return as.address().getHostAddress() + "/" + as.prefixLength() + " on " + on.name();
        }
    }

    Optional<Place> place(List<InterfaceState> interfaces) {
        return interfaces.stream()
                .flatMap(on -> on.addresses().stream().filter(as -> as.address().equals(address)).map(as -> new Place(on, as)))
                .findFirst();
    }

    /** The prefix length that is configured, or else that of the interface's own network that holds the address. */
    Optional<Integer> prefixOn(InterfaceState home) {
        return prefix.or(() -> network(home).map(InterfaceAddress::prefixLength));
    }

    /** An address of the interface whose network this address belongs to; host routes (/32) hold nothing but themselves. */
    Optional<InterfaceAddress> network(InterfaceState home) {
        return home.addresses().stream().filter(own -> !own.address().equals(address)).filter(this::isInNetworkOf).findFirst();
    }

    private boolean isInNetworkOf(InterfaceAddress own) {
        if (!(own.address() instanceof Inet4Address) || own.prefixLength() == 0) {
            return false;
        }
        int mask = -1 << Integer.SIZE - own.prefixLength();
        return (bits(own.address().getAddress()) & mask) == (bits(address.getAddress()) & mask);
    }

    private static int bits(byte[] parts) {
        int bits = 0;
        for (byte part : parts) {
            bits = bits << 8 | part & 0xFF;
        }
        return bits;
    }

    /** The interfaces of a machine in one line, for the operator who named a wrong one. */
    static String describe(List<InterfaceState> interfaces) {
        return interfaces.stream().map(FloatingAddress::describe).collect(Collectors.joining(", "));
    }

    private static String describe(InterfaceState state) {
        String addresses = state.addresses().stream().filter(own -> own.address() instanceof Inet4Address)
                .map(own -> own.address().getHostAddress() + "/" + own.prefixLength()).collect(Collectors.joining(" "));
        return state.name() + " (" + (addresses.isEmpty() ? "no IPv4 address" : addresses) + ")";
    }
}
