package dev.vigil.platform.posix;

import dev.vigil.platform.MacAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/** The body of an ARP frame for IPv4 over Ethernet. */
record ArpFrame(Operation operation, MacAddress senderHardware, Inet4Address sender, MacAddress targetHardware,
        Inet4Address target) {

    static final short ETH_P_ARP = 0x0806;
    static final int LENGTH = 28;
    static final MacAddress NOBODY = new MacAddress(0);
    static final MacAddress BROADCAST = new MacAddress(0xFFFF_FFFF_FFFFL);

    private static final short ETHERNET = 1;
    private static final short IPV4 = 0x0800;
    private static final int IPV4_LENGTH = 4;
    private static final Inet4Address ANY = inet4(new byte[IPV4_LENGTH]);

    enum Operation {
        REQUEST((short) 1), REPLY((short) 2);

        private final short code;

        Operation(short code) {
            this.code = code;
        }
    }

    /** "Who has this address?", asked without a sender address, so that nobody remembers anything of it (RFC 5227). */
    static ArpFrame probe(MacAddress own, Inet4Address address) {
        return new ArpFrame(Operation.REQUEST, own, ANY, NOBODY, address);
    }

    /** "This address is here", as a question for itself or as an answer to everybody. */
    static ArpFrame announcement(Operation operation, MacAddress own, Inet4Address address) {
        return new ArpFrame(operation, own, address, operation == Operation.REQUEST ? NOBODY : BROADCAST, address);
    }

    boolean isProbe() {
        return operation == Operation.REQUEST && sender.equals(ANY);
    }

    /** For the kernel: starts at place 0 and ends at the limit. */
    ByteBuffer toWire() {
        ByteBuffer wire = ByteBuffer.allocateDirect(LENGTH).order(ByteOrder.BIG_ENDIAN);
        wire.putShort(ETHERNET).putShort(IPV4).put((byte) MacAddress.LENGTH).put((byte) IPV4_LENGTH).putShort(operation.code);
        wire.put(senderHardware.toBytes()).put(sender.getAddress());
        wire.put(targetHardware.toBytes()).put(target.getAddress());
        return wire.flip();
    }

    /** Empty when it is not ARP for IPv4 over Ethernet, or cut off. */
    static Optional<ArpFrame> fromWire(ByteBuffer received, int length) {
        ByteBuffer wire = received.duplicate().order(ByteOrder.BIG_ENDIAN).position(0);
        if (length < LENGTH || wire.getShort() != ETHERNET || wire.getShort() != IPV4 || wire.get() != MacAddress.LENGTH
                || wire.get() != IPV4_LENGTH) {
            return Optional.empty();
        }
        short code = wire.getShort();
        return Arrays.stream(Operation.values()).filter(operation -> operation.code == code).findFirst()
                .map(operation -> new ArpFrame(operation, hardware(wire), address(wire), hardware(wire), address(wire)));
    }

    private static MacAddress hardware(ByteBuffer wire) {
        byte[] bytes = new byte[MacAddress.LENGTH];
        wire.get(bytes);
        return MacAddress.of(bytes);
    }

    private static Inet4Address address(ByteBuffer wire) {
        byte[] bytes = new byte[IPV4_LENGTH];
        wire.get(bytes);
        return inet4(bytes);
    }

    private static Inet4Address inet4(byte[] bytes) {
        try {
            return (Inet4Address) InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("four bytes are an address", impossible);
        }
    }
}
