package dev.vigil.kit;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads IPv4 addresses in dotted decimal form. Never asks a name server, which {@link InetAddress#getByName} does for anything that is
 * not an address, and takes no number with a leading zero, which some programs read as octal.
 */
public final class Ipv4 {
    private static final String PART = "(0|[1-9]\\d{0,2})";
    private static final Pattern SHAPE = Pattern.compile(PART + "\\." + PART + "\\." + PART + "\\." + PART);
    private static final int LARGEST_PART = 255;

    private Ipv4() {}

    /** The address, or empty when the text is none or cannot belong to one machine (0.0.0.0, multicast, broadcast). */
    public static Optional<Inet4Address> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        byte[] parts = new byte[4];
        for (int place = 0; place < parts.length; place++) {
            int part = Integer.parseInt(matcher.group(place + 1));
            if (part > LARGEST_PART) {
                return Optional.empty();
            }
            parts[place] = (byte) part;
        }
        return of(parts);
    }

    private static Optional<Inet4Address> of(byte[] parts) {
        try {
            Inet4Address address = (Inet4Address) InetAddress.getByAddress(parts);
            boolean isReserved = (parts[0] & 0xF0) == 0xF0;
            boolean isOfOne = !address.isAnyLocalAddress() && !address.isMulticastAddress() && !isReserved;
            return isOfOne ? Optional.of(address) : Optional.empty();
        } catch (UnknownHostException neverForFourBytes) {
            throw new IllegalStateException("four bytes were not taken for an IPv4 address", neverForFourBytes);
        }
    }
}
