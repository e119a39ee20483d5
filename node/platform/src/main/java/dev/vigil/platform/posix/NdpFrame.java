package dev.vigil.platform.posix;

import java.net.Inet6Address;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

import dev.vigil.platform.MacAddress;

/**
 * A neighbour solicitation or advertisement (RFC 4861) with the IPv6 header around it.
 *
 * @param source who sends; the unspecified address in a question that wants to leave no trace
 * @param target the address that is asked for or told of
 */
record NdpFrame(Kind kind, Inet6Address source, Inet6Address destination, Inet6Address target, Optional<MacAddress> hardware) {

    static final short ETH_P_IPV6 = (short) 0x86DD;
    static final byte ICMPV6 = 58;
    /** Where the kind of an ICMPv6 message stands, counted from the start of the IPv6 header. */
    static final int KIND_PLACE = 40;
    static final int NEXT_HEADER_PLACE = 6;

    private static final int HEADER = 40;
    private static final int BODY = 24;
    private static final int OPTION = 8;
    private static final int ADDRESS_LENGTH = 16;
    private static final int VERSION = 0x6000_0000;
    /** A router lowers it, so this one proves that the frame is of a neighbour. */
    private static final byte HOP_LIMIT = (byte) 255;
    private static final int OVERRIDE = 0x2000_0000;
    private static final byte TARGET_HARDWARE = 2;
    private static final Inet6Address NOBODY = inet6(new byte[ADDRESS_LENGTH]);
    private static final Inet6Address ALL_NODES = inet6(
            new byte[]{(byte) 0xFF, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});

    enum Kind {
        SOLICITATION(135), ADVERTISEMENT(136);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }

        byte code() {
            return code;
        }
    }

    /** "Who has this address?", asked without a sender address, as a machine asks before it takes the address. */
    static NdpFrame probe(Inet6Address address) {
        return new NdpFrame(Kind.SOLICITATION, NOBODY, solicitedNode(address), address, Optional.empty());
    }

    /** "This address is here, forget what you know": unasked, for everybody, with the override flag. */
    static NdpFrame announcement(MacAddress own, Inet6Address address) {
        return new NdpFrame(Kind.ADVERTISEMENT, address, ALL_NODES, address, Optional.of(own));
    }

    boolean isProbe() {
        return kind == Kind.SOLICITATION && source.equals(NOBODY);
    }

    /** The group that every user of the address listens to. */
    private static Inet6Address solicitedNode(Inet6Address address) {
        byte[] of = address.getAddress();
        return inet6(new byte[]{(byte) 0xFF, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, (byte) 0xFF, of[13], of[14], of[15]});
    }

    /** The hardware address of the multicast group that this frame goes to. */
    MacAddress group() {
        byte[] to = destination.getAddress();
        return MacAddress.of(new byte[]{0x33, 0x33, to[12], to[13], to[14], to[15]});
    }

    /** For the kernel: starts at place 0 and ends at the limit. */
    ByteBuffer toWire() {
        int payload = BODY + (hardware.isPresent() ? OPTION : 0);
        ByteBuffer wire = ByteBuffer.allocateDirect(HEADER + payload).order(ByteOrder.BIG_ENDIAN);
        wire.putInt(VERSION).putShort((short) payload).put(ICMPV6).put(HOP_LIMIT);
        wire.put(source.getAddress()).put(destination.getAddress());
        wire.put(kind.code).put((byte) 0).putShort((short) 0).putInt(kind == Kind.ADVERTISEMENT ? OVERRIDE : 0);
        wire.put(target.getAddress());
        hardware.ifPresent(own -> wire.put(TARGET_HARDWARE).put((byte) 1).put(own.toBytes()));
        wire.putShort(HEADER + 2, checksum(wire, payload));
        return wire.flip();
    }

    /** Over the body and the pseudo header: both addresses, the length, the kind of the body. */
    private static short checksum(ByteBuffer wire, int payload) {
        int sum = payload + ICMPV6;
        for (int place = HEADER - 2 * ADDRESS_LENGTH; place < HEADER + payload; place += 2) {
            sum += wire.getShort(place) & 0xFFFF;
        }
        return Checksum.folded(sum);
    }

    /** Empty when it is no neighbour solicitation or advertisement of a neighbour, or cut off. */
    static Optional<NdpFrame> fromWire(ByteBuffer received, int length) {
        ByteBuffer wire = received.duplicate().order(ByteOrder.BIG_ENDIAN).position(0);
        if (length < HEADER + BODY || wire.get(NEXT_HEADER_PLACE) != ICMPV6 || wire.get(7) != HOP_LIMIT) {
            return Optional.empty();
        }
        byte code = wire.get(KIND_PLACE);
        return Arrays.stream(Kind.values()).filter(kind -> kind.code == code).findFirst()
                .map(kind -> new NdpFrame(kind, address(wire, 8), address(wire, 24), address(wire, 48), Optional.empty()));
    }

    private static Inet6Address address(ByteBuffer wire, int place) {
        byte[] bytes = new byte[ADDRESS_LENGTH];
        wire.get(place, bytes);
        return inet6(bytes);
    }

    /** Java would make an IPv4 address of what only looks like one. */
    private static Inet6Address inet6(byte[] bytes) {
        try {
            return Inet6Address.getByAddress("", bytes, -1);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("sixteen bytes are an address", impossible);
        }
    }
}
