package dev.vigil.platform.posix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

import dev.vigil.platform.MacAddress;
import dev.vigil.platform.SystemFault;

/** A packet socket: the kernel adds and strips the Ethernet header. One thread at a time, except for sending. */
final class PacketSocket implements AutoCloseable {
    private static final int LINK_ADDRESS_LENGTH = 20;
    private static final int KIND_PLACE = 10;
    private static final int HARDWARE_PLACE = 12;
    private static final byte PACKET_OUTGOING = 4;
    private static final int RECEIVE_BYTES = 256;
    private static final int POLL_BYTES = 8;
    private static final int NOTHING = 0;
    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int SOL_PACKET = 263;
    private static final int PACKET_ADD_MEMBERSHIP = 1;
    private static final int MEMBERSHIP_LENGTH = 16;
    private static final int FILTER_HEAD = 16;

    private final ByteBuffer received = NativeBuffers.direct(RECEIVE_BYTES);
    private final ByteBuffer sender = NativeBuffers.direct(LINK_ADDRESS_LENGTH);
    private final ByteBuffer senderLength = NativeBuffers.direct(Integer.BYTES);
    private final ByteBuffer polled = NativeBuffers.direct(POLL_BYTES);
    private final int socket;

    private PacketSocket(int socket) {
        this.socket = socket;
    }

    /** What opening a socket came to. */
    sealed interface Opening {
        record Opened(PacketSocket socket) implements Opening {}

        record Refused(SystemFault fault) implements Opening {}
    }

    /** One frame to send: its body from place 0 to the limit. */
    record Parcel(short protocol, MacAddress to, ByteBuffer body) {}

    /**
     * What a socket shall hear.
     *
     * @param group a multicast group that the card shall let through as well
     * @param isNeighbourDiscoveryOnly whether the kernel drops everything else, which of IPv6 may be a flood
     */
    record Ear(short protocol, Optional<MacAddress> group, boolean isNeighbourDiscoveryOnly) {
        static Ear all(short protocol) {
            return new Ear(protocol, Optional.empty(), false);
        }

        static Ear neighbourDiscovery(MacAddress group) {
            return new Ear(NdpFrame.ETH_P_IPV6, Optional.of(group), true);
        }
    }

    /** One that only sends; it costs the kernel nothing while it is idle. */
    static Opening sending() {
        int socket = Libc.socket(Libc.AF_PACKET, Libc.SOCK_DGRAM | Libc.SOCK_CLOEXEC, NOTHING);
        return socket < 0
                ? new Opening.Refused(Errno.fault("socket(AF_PACKET)", Errno.last()))
                : new Opening.Opened(new PacketSocket(socket));
    }

    /** One that hears the frames that arrive at the interface of this number, and those that leave it. */
    static Opening hearing(int interfaceIndex, Ear ear) {
        Opening opening = sending();
        if (!(opening instanceof Opening.Opened opened)) {
            return opening;
        }
        PacketSocket made = opened.socket();
        ear.group().ifPresent(group -> made.join(interfaceIndex, group));
        // Bound only now: a socket made for a protocol would hear all interfaces, unfiltered, until it is bound to one.
        boolean isDeaf = ear.isNeighbourDiscoveryOnly() && made.filter() < 0
                || Libc.bind(made.socket, linkAddress(interfaceIndex, ear.protocol(), ArpFrame.NOBODY), LINK_ADDRESS_LENGTH) != 0;
        if (!isDeaf) {
            return opened;
        }
        SystemFault fault = Errno.fault("bind(AF_PACKET)", Errno.last());
        made.close();
        return new Opening.Refused(fault);
    }

    /** Without it only the questions of others would be missed, where a card sorts multicast out. */
    private void join(int interfaceIndex, MacAddress group) {
        ByteBuffer membership = NativeBuffers.direct(MEMBERSHIP_LENGTH).putInt(0, interfaceIndex)
                .putShort(6, (short) MacAddress.LENGTH).put(8, group.toBytes());
        Libc.setsockopt(socket, SOL_PACKET, PACKET_ADD_MEMBERSHIP, membership, MEMBERSHIP_LENGTH);
    }

    /** Lets neighbour solicitations and advertisements through, and nothing else. */
    private int filter() {
        ByteBuffer program = NativeBuffers.direct(64);
        instruction(program, 0x30, 0, 0, NdpFrame.NEXT_HEADER_PLACE);
        instruction(program, 0x15, 0, 4, NdpFrame.ICMPV6);
        instruction(program, 0x30, 0, 0, NdpFrame.KIND_PLACE);
        instruction(program, 0x15, 1, 0, NdpFrame.Kind.SOLICITATION.code() & 0xFF);
        instruction(program, 0x15, 0, 1, NdpFrame.Kind.ADVERTISEMENT.code() & 0xFF);
        instruction(program, 0x06, 0, 0, RECEIVE_BYTES);
        instruction(program, 0x06, 0, 0, 0);
        ByteBuffer head = NativeBuffers.direct(FILTER_HEAD).putShort(0, (short) (program.position() / 8)).putLong(8,
                Pointer.nativeValue(Native.getDirectBufferPointer(program)));
        return Libc.setsockopt(socket, SOL_SOCKET, SO_ATTACH_FILTER, head, FILTER_HEAD);
    }

    /** One step of a classic BPF program: what to do, how far to jump when true and when false, and with what. */
    private static void instruction(ByteBuffer program, int code, int whenTrue, int whenFalse, int operand) {
        program.putShort((short) code).put((byte) whenTrue).put((byte) whenFalse).putInt(operand);
    }

    /** Sends to all or to a group; empty when the kernel took the frame. Any thread. */
    Optional<SystemFault> send(int interfaceIndex, Parcel parcel) {
        ByteBuffer to = linkAddress(interfaceIndex, parcel.protocol(), parcel.to());
        long sent;
        do {
            sent = Libc.sendto(socket, parcel.body(), parcel.body().limit(), Libc.MSG_DONTWAIT, to, LINK_ADDRESS_LENGTH);
        } while (sent < 0 && Errno.last() == Errno.EINTR);
        return sent < 0 ? Optional.of(Errno.fault("sendto(AF_PACKET)", Errno.last())) : Optional.empty();
    }

    /** What was heard while waiting. */
    sealed interface Hearing {
        /**
         * A frame; the body is good until the next one is heard.
         *
         * @param isOwn whether this machine has sent it
         */
        record Frame(ByteBuffer body, int length, MacAddress from, boolean isOwn) implements Hearing {}

        record Silence() implements Hearing {}

        record Deaf(SystemFault fault) implements Hearing {}
    }

    /** Waits for one frame, at most this long (whole milliseconds, rounded up). */
    Hearing hear(Duration atMost) {
        int millis = (int) Math.min(Integer.MAX_VALUE, Math.max(0, atMost.plusNanos(999_999).toMillis()));
        polled.putInt(0, socket).putShort(4, Libc.POLLIN).putShort(6, (short) 0);
        int ready = Libc.poll(polled, 1, millis);
        if (ready == 0 || (ready < 0 && Errno.last() == Errno.EINTR)) {
            return new Hearing.Silence();
        }
        if (ready < 0) {
            return new Hearing.Deaf(Errno.fault("poll", Errno.last()));
        }
        senderLength.putInt(0, LINK_ADDRESS_LENGTH);
        long length = Libc.recvfrom(socket, received, RECEIVE_BYTES, Libc.MSG_DONTWAIT, sender, senderLength);
        if (length < 0) {
            int code = Errno.last();
            return code == Errno.EAGAIN || code == Errno.EINTR
                    ? new Hearing.Silence()
                    : new Hearing.Deaf(Errno.fault("recvfrom(AF_PACKET)", code));
        }
        byte[] hardware = new byte[MacAddress.LENGTH];
        sender.get(HARDWARE_PLACE, hardware);
        return new Hearing.Frame(received, (int) length, MacAddress.of(hardware), sender.get(KIND_PLACE) == PACKET_OUTGOING);
    }

    @Override
    public void close() {
        Libc.close(socket);
    }

    /** struct sockaddr_ll. */
    private static ByteBuffer linkAddress(int interfaceIndex, short protocol, MacAddress hardware) {
        ByteBuffer address = NativeBuffers.direct(LINK_ADDRESS_LENGTH);
        address.putShort(0, (short) Libc.AF_PACKET).putInt(4, interfaceIndex).put(11, (byte) MacAddress.LENGTH);
        address.order(ByteOrder.BIG_ENDIAN).putShort(2, protocol);
        return address.put(HARDWARE_PLACE, hardware.toBytes());
    }
}
