package dev.vigil.platform.posix;

import dev.vigil.platform.MacAddress;
import dev.vigil.platform.SystemFault;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;

/** A packet socket for ARP: the kernel adds and strips the Ethernet header. One thread at a time, except for sending. */
final class PacketSocket implements AutoCloseable {
    private static final int LINK_ADDRESS_LENGTH = 20;
    private static final int RECEIVE_BYTES = 256;
    private static final int POLL_BYTES = 8;
    private static final int NOTHING = 0;

    private final ByteBuffer received = NativeBuffers.direct(RECEIVE_BYTES);
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

    /** One that only sends; it costs the kernel nothing while it is idle. */
    static Opening sending() {
        return open(NOTHING);
    }

    /** One that hears the ARP frames that arrive at the interface of this number, and those that leave it. */
    static Opening hearing(int interfaceIndex) {
        Opening opening = open(NOTHING);
        if (!(opening instanceof Opening.Opened opened)) {
            return opening;
        }
        // Bound only now: a socket made for ARP would hear all interfaces until it is bound to one.
        if (Libc.bind(opened.socket().socket, linkAddress(interfaceIndex, ArpFrame.NOBODY), LINK_ADDRESS_LENGTH) == 0) {
            return opened;
        }
        SystemFault fault = Errno.fault("bind(AF_PACKET)", Errno.last());
        opened.socket().close();
        return new Opening.Refused(fault);
    }

    private static Opening open(int protocol) {
        int socket = Libc.socket(Libc.AF_PACKET, Libc.SOCK_DGRAM | Libc.SOCK_CLOEXEC, protocol);
        return socket < 0
                ? new Opening.Refused(Errno.fault("socket(AF_PACKET)", Errno.last()))
                : new Opening.Opened(new PacketSocket(socket));
    }

    /** Broadcasts; empty when the kernel took the frame. Any thread. */
    Optional<SystemFault> broadcast(int interfaceIndex, ArpFrame frame) {
        ByteBuffer wire = frame.toWire();
        ByteBuffer everybody = linkAddress(interfaceIndex, ArpFrame.BROADCAST);
        long sent;
        do {
            sent = Libc.sendto(socket, wire, wire.limit(), Libc.MSG_DONTWAIT, everybody, LINK_ADDRESS_LENGTH);
        } while (sent < 0 && Errno.last() == Errno.EINTR);
        return sent < 0 ? Optional.of(Errno.fault("sendto(AF_PACKET)", Errno.last())) : Optional.empty();
    }

    /** What was heard while waiting. */
    sealed interface Hearing {
        record Frame(ArpFrame frame) implements Hearing {}

        /** Something that is no ARP frame for IPv4. */
        record Noise() implements Hearing {}

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
        long length = Libc.recv(socket, received, RECEIVE_BYTES, Libc.MSG_DONTWAIT);
        if (length < 0) {
            int code = Errno.last();
            return code == Errno.EAGAIN || code == Errno.EINTR
                    ? new Hearing.Noise()
                    : new Hearing.Deaf(Errno.fault("recv(AF_PACKET)", code));
        }
        return ArpFrame.fromWire(received, (int) length).<Hearing>map(Hearing.Frame::new).orElseGet(Hearing.Noise::new);
    }

    @Override
    public void close() {
        Libc.close(socket);
    }

    /** struct sockaddr_ll. */
    private static ByteBuffer linkAddress(int interfaceIndex, MacAddress hardware) {
        ByteBuffer address = NativeBuffers.direct(LINK_ADDRESS_LENGTH);
        address.putShort(0, (short) Libc.AF_PACKET).putInt(4, interfaceIndex).put(11, (byte) MacAddress.LENGTH);
        address.order(ByteOrder.BIG_ENDIAN).putShort(2, ArpFrame.ETH_P_ARP);
        return address.put(12, hardware.toBytes());
    }
}
