package dev.vigil.platform.posix;

import dev.vigil.platform.Addresses;
import dev.vigil.platform.UnsupportedPlatformException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One open door to the kernel's network tables (netlink), kept for the life of the process. Any thread may ask; one at a time is
 * served. Stays in the network namespace of the thread that made it.
 */
final class NetlinkSocket {
    /** For changes, which the kernel acknowledges without a row. */
    static final Row NO_ROWS = (type, body) -> {};

    private static final int NETLINK_ROUTE = 0;
    private static final int NETLINK_NETFILTER = 12;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_CAP_ACK = 10;
    private static final int NETLINK_EXT_ACK = 11;
    private static final int ADDRESS_LENGTH = 12;
    private static final int RECEIVE_BYTES = 64 * 1024;
    private static final int MOST_REPEATED_DUMPS = 5;

    private final ReentrantLock lock = new ReentrantLock();
    private final ByteBuffer received = NativeBuffers.direct(RECEIVE_BYTES);
    private final ByteBuffer kernel = NativeBuffers.direct(ADDRESS_LENGTH).putShort(0, (short) Libc.AF_NETLINK);
    private final int socket;
    private int sequence;

    /** What a dump does with each table row: the message's type and its body, which is good only during the call. */
    interface Row {
        void found(short type, ByteBuffer body);
    }

    /** What is sent, which may be several messages that the kernel takes as one. */
    interface Message {
        /** For people. */
        String call();

        /** The finished message under this sequence number, from the start of the buffer to its limit; may be asked for again. */
        ByteBuffer numbered(int sequence);
    }

    /** To the addresses, links and routes. */
    NetlinkSocket() {
        this(NETLINK_ROUTE);
    }

    /** To the filters. */
    static NetlinkSocket netfilter() {
        return new NetlinkSocket(NETLINK_NETFILTER);
    }

    private NetlinkSocket(int family) {
        socket = Libc.socket(Libc.AF_NETLINK, Libc.SOCK_RAW | Libc.SOCK_CLOEXEC, family);
        if (socket < 0) {
            throw new UnsupportedPlatformException("the kernel's network tables cannot be reached: "
                    + Errno.fault("socket(AF_NETLINK)", Errno.last()));
        }
        ByteBuffer on = NativeBuffers.direct(Integer.BYTES).putInt(0, 1);
        // Both only make errors readable; kernels before 4.12 do without.
        Libc.setsockopt(socket, SOL_NETLINK, NETLINK_CAP_ACK, on, Integer.BYTES);
        Libc.setsockopt(socket, SOL_NETLINK, NETLINK_EXT_ACK, on, Integer.BYTES);
        ByteBuffer limit = NativeBuffers.direct(16).putLong(0, Addresses.LIMIT_SECONDS);
        Libc.setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, limit, 16);
    }

    /** Asks for one change, or for one row, and waits for the kernel's acknowledgement. */
    NetlinkReply change(Message request, Row row) {
        return locked(request, row);
    }

    /**
     * Asks for a table. The rows may be handed over again from the start when the table changed meanwhile: {@code restart} is run
     * before each pass.
     */
    NetlinkReply dump(Message request, Runnable restart, Row row) {
        for (int pass = 1;; pass++) {
            restart.run();
            boolean[] isTorn = new boolean[1];
            NetlinkReply reply = locked(request, (type, body) -> {
                if (type == NetlinkMessages.TORN) {
                    isTorn[0] = true;
                } else {
                    row.found(type, body);
                }
            });
            if (!isTorn[0] || pass == MOST_REPEATED_DUMPS) {
                return reply;
            }
        }
    }

    private NetlinkReply locked(Message request, Row row) {
        lock.lock();
        try {
            return exchange(request, row);
        } finally {
            lock.unlock();
        }
    }

    private NetlinkReply exchange(Message request, Row row) {
        sequence++;
        ByteBuffer message = request.numbered(sequence);
        long sent;
        do {
            sent = Libc.sendto(socket, message, message.limit(), 0, kernel, ADDRESS_LENGTH);
        } while (sent < 0 && Errno.last() == Errno.EINTR);
        if (sent < 0) {
            return new NetlinkReply.Refused(Errno.fault(request.call(), Errno.last()));
        }
        NetlinkMessages messages = new NetlinkMessages(request.call(), sequence, row);
        while (true) {
            long length = Libc.recv(socket, received, RECEIVE_BYTES, 0);
            if (length < 0) {
                int code = Errno.last();
                if (code == Errno.EINTR) {
                    continue;
                }
                return new NetlinkReply.Silent(Errno.fault(request.call(), code == Errno.EAGAIN ? Errno.ETIMEDOUT : code));
            }
            Optional<NetlinkReply> end = messages.read(received, (int) length);
            if (end.isPresent()) {
                return end.get();
            }
        }
    }
}
