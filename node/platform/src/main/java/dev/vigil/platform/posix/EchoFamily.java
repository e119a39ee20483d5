package dev.vigil.platform.posix;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/** ICMP of the two families: numbers, and how addresses are handed to the kernel. */
enum EchoFamily {
    IPV4(Libc.AF_INET, 1, 8, 0), IPV6(Libc.AF_INET6, 58, 128, 129);

    private static final int ADDRESS_LENGTH_4 = 16;
    private static final int ADDRESS_LENGTH_6 = 28;

    private final int domain;
    private final int protocol;
    private final int request;
    private final int reply;

    EchoFamily(int domain, int protocol, int request, int reply) {
        this.domain = domain;
        this.protocol = protocol;
        this.request = request;
        this.reply = reply;
    }

    static EchoFamily of(InetAddress address) {
        return address instanceof Inet4Address ? IPV4 : IPV6;
    }

    int domain() {
        return domain;
    }

    int protocol() {
        return protocol;
    }

    int request() {
        return request;
    }

    int reply() {
        return reply;
    }

    int addressLength() {
        return this == IPV4 ? ADDRESS_LENGTH_4 : ADDRESS_LENGTH_6;
    }

    /** struct sockaddr_in or sockaddr_in6; an address that is good on one link only says which. */
    ByteBuffer toKernel(InetAddress address, int interfaceIndex) {
        ByteBuffer made = NativeBuffers.direct(ADDRESS_LENGTH_6).putShort(0, (short) domain);
        made.put(this == IPV4 ? 4 : 8, address.getAddress());
        return address.isLinkLocalAddress() && this == IPV6 ? made.putInt(24, interfaceIndex) : made;
    }

    InetAddress fromKernel(ByteBuffer made) {
        byte[] bytes = new byte[this == IPV4 ? 4 : 16];
        made.get(this == IPV4 ? 4 : 8, bytes);
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("the kernel gave no address", impossible);
        }
    }
}
