package dev.vigil.platform.posix;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import dev.vigil.platform.AddressText;
import dev.vigil.platform.EchoOutcome;
import dev.vigil.platform.EchoProbe;
import dev.vigil.platform.InterfaceListing;
import dev.vigil.platform.SystemFault;

/** Echo requests over a raw socket of their own for each question: the sockets for ping alone are closed to root on many systems. */
final class RawEcho implements EchoProbe {
    private static final int SOL_SOCKET = 1;
    private static final int SO_BINDTODEVICE = 25;
    private static final int RECEIVE_BYTES = 256;
    private static final int POLL_BYTES = 8;

    private final NetworkTables tables;
    private final AtomicInteger token = new AtomicInteger((int) System.nanoTime());

    RawEcho(NetlinkSocket netlink) {
        tables = new NetworkTables(netlink);
    }

    @Override
    public EchoOutcome ask(Question question) {
        return switch (tables.link(question.interfaceName())) {
            case InterfaceListing.Failed(SystemFault fault) -> new EchoOutcome.CannotTell(fault);
            case InterfaceListing.Listed(var links) -> ask(question, links.getFirst().index());
        };
    }

    private EchoOutcome ask(Question question, int index) {
        EchoFamily family = EchoFamily.of(question.from());
        int socket = Libc.socket(family.domain(), Libc.SOCK_RAW | Libc.SOCK_CLOEXEC, family.protocol());
        if (socket < 0) {
            return new EchoOutcome.CannotTell(Errno.fault("socket(ICMP)", Errno.last()));
        }
        try {
            byte[] name = NetlinkAttributes.terminated(question.interfaceName().getBytes(StandardCharsets.UTF_8));
            ByteBuffer device = NativeBuffers.direct(name.length).put(0, name);
            if (Libc.setsockopt(socket, SOL_SOCKET, SO_BINDTODEVICE, device, name.length) != 0) {
                return new EchoOutcome.CannotTell(Errno.fault("setsockopt(SO_BINDTODEVICE)", Errno.last()));
            }
            if (Libc.bind(socket, family.toKernel(question.from(), index), family.addressLength()) != 0) {
                SystemFault fault = Errno.fault("bind", Errno.last());
                return new EchoOutcome.Silent(AddressText.of(question.from()) + " cannot be asked from: " + fault.text());
            }
            return new Round(socket, question, index, new EchoFrame(family, (short) token.incrementAndGet())).ask();
        } finally {
            Libc.close(socket);
        }
    }

    /** One question to each host, and listening until the limit. */
    private record Round(int socket, Question question, int index, EchoFrame frame) {
        EchoOutcome ask() {
            long start = System.nanoTime();
            StringBuilder trouble = new StringBuilder();
            for (InetAddress host : question.hosts()) {
                send(host).ifPresent(text -> trouble.append(trouble.isEmpty() ? "" : "; ").append(text));
            }
            ByteBuffer polled = NativeBuffers.direct(POLL_BYTES);
            long left = question.limit().toNanos();
            while (left > 0) {
                polled.putInt(0, socket).putShort(4, Libc.POLLIN).putShort(6, (short) 0);
                Optional<InetAddress> answer = Libc.poll(polled, 1, millis(left)) > 0 ? receive() : Optional.empty();
                long took = System.nanoTime() - start;
                if (answer.isPresent()) {
                    return new EchoOutcome.Answered(answer.get(), Duration.ofNanos(took));
                }
                left = question.limit().toNanos() - took;
            }
            return new EchoOutcome.Silent(trouble.toString());
        }

        private static int millis(long nanos) {
            return Math.toIntExact(Math.min(Integer.MAX_VALUE, Duration.ofNanos(nanos).plusNanos(999_999).toMillis()));
        }

        /** What stood in the way. */
        private Optional<String> send(InetAddress host) {
            ByteBuffer wire = frame.toWire();
            EchoFamily family = frame.family();
            long sent = Libc.sendto(socket, wire, wire.limit(), Libc.MSG_DONTWAIT, family.toKernel(host, index),
                    family.addressLength());
            return sent < 0
                    ? Optional.of(AddressText.of(host) + ": " + Errno.fault("sendto", Errno.last()).text())
                    : Optional.empty();
        }

        /** The host that has answered; empty when something else came, or an error that is told of a host that cannot be reached. */
        private Optional<InetAddress> receive() {
            ByteBuffer received = NativeBuffers.direct(RECEIVE_BYTES);
            ByteBuffer sender = NativeBuffers.direct(frame.family().addressLength());
            ByteBuffer senderLength = NativeBuffers.direct(Integer.BYTES).putInt(0, sender.limit());
            long length = Libc.recvfrom(socket, received, RECEIVE_BYTES, Libc.MSG_DONTWAIT, sender, senderLength);
            if (length < 0 || !frame.isAnsweredBy(received, (int) length)) {
                return Optional.empty();
            }
            return Optional.of(frame.family().fromKernel(sender)).filter(question.hosts()::contains);
        }
    }
}
