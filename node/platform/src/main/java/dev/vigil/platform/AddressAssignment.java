package dev.vigil.platform;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * An address that shall stand on an interface.
 *
 * @param lifetime after which the kernel takes the address away by itself unless it was renewed; empty: it stays. Kernels count whole
 *            seconds, so a part of a second is rounded up
 */
public record AddressAssignment(String interfaceName, InetAddress address, int prefixLength, Optional<Duration> lifetime) {

    private static final Duration SHORTEST_LIFETIME = Duration.ofSeconds(1);
    private static final Duration LONGEST_LIFETIME = Duration.ofDays(365);

    public AddressAssignment {
        if (interfaceName.isBlank()) {
            throw new IllegalArgumentException("address " + address.getHostAddress() + " names no interface");
        }
        if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
            throw new IllegalArgumentException(address.getHostAddress() + " cannot be the address of one machine");
        }
        int longest = address instanceof Inet4Address ? 32 : 128;
        if (prefixLength < 1 || prefixLength > longest) {
            throw new IllegalArgumentException("prefix length " + prefixLength + " of " + address.getHostAddress()
                    + " is not between 1 and " + longest);
        }
        lifetime.ifPresent(AddressAssignment::checkLifetime);
    }

    private static void checkLifetime(Duration lifetime) {
        if (lifetime.compareTo(SHORTEST_LIFETIME) < 0 || lifetime.compareTo(LONGEST_LIFETIME) > 0) {
            throw new IllegalArgumentException("lifetime " + lifetime + " of an address is not between one second and one year");
        }
    }

    /** The same address, which the kernel takes away after {@code lifetime} unless it is renewed. */
    public AddressAssignment lasting(Duration lifetime) {
        return new AddressAssignment(interfaceName, address, prefixLength, Optional.of(lifetime));
    }

    /** True when both mean the same address on the same interface, whatever their lifetimes. */
    public boolean isSamePlaceAs(AddressAssignment other) {
        return interfaceName.equals(other.interfaceName) && address.equals(other.address) && prefixLength == other.prefixLength;
    }

    /** As the system's own tools print it: {@code 10.9.9.9/24 on eth0}. */
    @Override
    public String toString() {
        return AddressText.of(address) + "/" + prefixLength + " on " + interfaceName;
    }
}
