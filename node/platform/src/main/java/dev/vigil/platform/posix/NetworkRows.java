package dev.vigil.platform.posix;

import dev.vigil.platform.InterfaceAddress;
import dev.vigil.platform.InterfaceState;
import dev.vigil.platform.MacAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads one row of the kernel's link or address table. */
final class NetworkRows {
    /** The mark that addresses of this product carry in the kernel (IFA_PROTO, since Linux 5.18). */
    static final int OUR_PROTOCOL = 0x56;

    static final int IFA_ADDRESS = 1;
    static final int IFA_LOCAL = 2;
    static final int IFA_CACHEINFO = 6;
    /** The flags in full; the head has room for eight of them only. */
    static final int IFA_FLAGS = 8;
    static final int IFA_PROTO = 11;
    /** Lifetime without an end. */
    static final int FOREVER = -1;

    private static final int IFLA_ADDRESS = 1;
    private static final int IFLA_IFNAME = 3;
    private static final int IFF_UP = 1;
    private static final int IFF_LOOPBACK = 8;
    private static final int IFF_NOARP = 0x80;
    private static final int IFF_LOWER_UP = 0x10000;
    private static final int LINK_HEAD = 16;
    private static final int ADDRESS_HEAD = 8;
    private static final int VALID_PLACE = 4;
    private static final int FLAGS_PLACE = 2;
    private static final int IFA_F_DADFAILED = 8;

    private NetworkRows() {}

    static int family(InetAddress address) {
        return address instanceof Inet4Address ? Libc.AF_INET : Libc.AF_INET6;
    }

    /** Empty for a row that is cut off. */
    static Optional<InterfaceState> link(ByteBuffer body) {
        if (body.limit() < LINK_HEAD) {
            return Optional.empty();
        }
        int index = body.getInt(4);
        int flags = body.getInt(8);
        var parts = new LinkParts(index);
        NetlinkAttributes.each(body, LINK_HEAD, parts);
        boolean speaksArp = (flags & (IFF_NOARP | IFF_LOOPBACK)) == 0 && parts.hardware.isPresent();
        return Optional.of(new InterfaceState(parts.name, index, (flags & IFF_UP) != 0, (flags & IFF_LOWER_UP) != 0, speaksArp,
                parts.hardware, List.of()));
    }

    /** Empty for a row without an address, or cut off. */
    static Optional<InterfaceAddress> address(ByteBuffer body) {
        if (body.limit() < ADDRESS_HEAD) {
            return Optional.empty();
        }
        int prefixLength = body.get(1) & 0xFF;
        var parts = new AddressParts();
        NetlinkAttributes.each(body, ADDRESS_HEAD, parts);
        // On a point-to-point link IFA_ADDRESS is the other end.
        return parts.local.or(() -> parts.address)
                .map(address -> new InterfaceAddress(address, prefixLength, parts.remaining, parts.isMarked,
                        (body.get(FLAGS_PLACE) & IFA_F_DADFAILED) != 0));
    }

    private static final class LinkParts implements NetlinkAttributes.Visitor {
        private String name;
        private Optional<MacAddress> hardware = Optional.empty();

        LinkParts(int index) {
            name = Integer.toString(index);
        }

        @Override
        public void attribute(int type, ByteBuffer value) {
            if (type == IFLA_IFNAME) {
                name = NetlinkAttributes.text(value);
            } else if (type == IFLA_ADDRESS && value.limit() == MacAddress.LENGTH) {
                hardware = Optional.of(MacAddress.of(NetlinkAttributes.bytes(value)));
            }
        }
    }

    private static final class AddressParts implements NetlinkAttributes.Visitor {
        private Optional<InetAddress> address = Optional.empty();
        private Optional<InetAddress> local = Optional.empty();
        private Optional<Duration> remaining = Optional.empty();
        private boolean isMarked;

        @Override
        public void attribute(int type, ByteBuffer value) {
            switch (type) {
                case IFA_ADDRESS -> address = inet(value);
                case IFA_LOCAL -> local = inet(value);
                case IFA_CACHEINFO -> remaining = value.limit() < VALID_PLACE + Integer.BYTES
                        ? Optional.empty()
                        : remaining(value.getInt(VALID_PLACE));
                case IFA_PROTO -> isMarked = value.hasRemaining() && value.get(0) == OUR_PROTOCOL;
                default -> {
                    // The kernel tells much more than is asked for here.
                }
            }
        }
    }

    private static Optional<Duration> remaining(int seconds) {
        return seconds == FOREVER ? Optional.empty() : Optional.of(Duration.ofSeconds(Integer.toUnsignedLong(seconds)));
    }

    /** Empty for an address of another length than those that there are. */
    private static Optional<InetAddress> inet(ByteBuffer value) {
        try {
            return Optional.of(InetAddress.getByAddress(NetlinkAttributes.bytes(value)));
        } catch (UnknownHostException wrongLength) {
            return Optional.empty();
        }
    }
}
