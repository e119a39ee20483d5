package dev.vigil.kit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads IPv6 addresses as RFC 4291 writes them, without a zone. Never asks a name server. */
public final class Ipv6 {
    /** With a colon and without a letter beyond f it can only be an address, so nobody is asked for its meaning. */
    private static final Pattern SHAPE = Pattern.compile("(?=.*:)[0-9a-fA-F:.]{2,45}");

    private Ipv6() {}

    /** The address, or empty when the text is none or cannot belong to one machine (::, multicast, an IPv4 address in disguise). */
    public static Optional<Inet6Address> parse(String text) {
        if (!SHAPE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text)).filter(Inet6Address.class::isInstance).map(Inet6Address.class::cast)
                    .filter(address -> !address.isAnyLocalAddress() && !address.isMulticastAddress());
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }
}
