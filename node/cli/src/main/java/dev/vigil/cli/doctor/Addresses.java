package dev.vigil.cli.doctor;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;

/** Addresses as the configuration writes them, and where they are on this machine. */
final class Addresses {
    private Addresses() {}

    /** An interface of this machine and the network that an address has there. */
    record Place(String interfaceName, String network) {}

    /** {@code host:port}; empty when it is not one, or when the host is unknown. */
    static Optional<InetSocketAddress> parse(String endpoint) {
        int colon = endpoint.lastIndexOf(':');
        if (colon < 1 || !endpoint.substring(colon + 1).matches("[0-9]{1,5}")) {
            return Optional.empty();
        }
        int port = Integer.parseInt(endpoint.substring(colon + 1));
        try {
            InetAddress host = InetAddress.getByName(endpoint.substring(0, colon).replace("[", "").replace("]", ""));
            return port > 65_535 ? Optional.empty() : Optional.of(new InetSocketAddress(host, port));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Empty when the address is not on this machine. */
    static Optional<Place> place(InetAddress address) {
        try {
            // Every address of the loopback's network is its own, also those that it does not list.
            NetworkInterface home = NetworkInterface
                    .getByInetAddress(address.isLoopbackAddress() ? InetAddress.getLoopbackAddress() : address);
            return home == null ? Optional.empty() : Optional.of(placeOn(home, address));
        } catch (SocketException e) {
            return Optional.empty();
        }
    }

    private static Place placeOn(NetworkInterface home, InetAddress address) {
        for (InterfaceAddress own : home.getInterfaceAddresses()) {
            if (isIn(address.getAddress(), own.getAddress().getAddress(), own.getNetworkPrefixLength())) {
                return new Place(home.getName(), network(own));
            }
        }
        return new Place(home.getName(), address.getHostAddress());
    }

    private static String network(InterfaceAddress own) {
        byte[] bits = own.getAddress().getAddress();
        for (int bit = own.getNetworkPrefixLength(); bit < bits.length * Byte.SIZE; bit++) {
            bits[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
        }
        try {
            return InetAddress.getByAddress(bits).getHostAddress() + "/" + own.getNetworkPrefixLength();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of this machine of the wrong length", e);
        }
    }

    private static boolean isIn(byte[] address, byte[] network, int prefix) {
        if (address.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            if (((address[bit / Byte.SIZE] ^ network[bit / Byte.SIZE]) & 0x80 >> bit % Byte.SIZE) != 0) {
                return false;
            }
        }
        return true;
    }
}
