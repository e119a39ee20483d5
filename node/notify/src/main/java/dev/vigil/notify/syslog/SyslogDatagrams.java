package dev.vigil.notify.syslog;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;

import dev.vigil.notify.notice.Batch;
import dev.vigil.notify.notice.Notice;
import dev.vigil.notify.receiver.Channel;
import dev.vigil.notify.receiver.Delivery;
import dev.vigil.notify.receiver.Hosts;
import dev.vigil.notify.receiver.Reasons;
import dev.vigil.notify.receiver.Settings;

/** Syslog by UDP (RFC 5426): nobody answers, but a host without a syslog says so. */
final class SyslogDatagrams implements Channel {
    private static final int REFUSAL_MILLIS = 200;

    private final Settings settings;
    private final SyslogText text;

    SyslogDatagrams(Settings settings, SyslogText text) {
        this.settings = settings;
        this.text = text;
    }

    @Override
    public Delivery deliver(Batch batch) {
        int sent = 0;
        InetSocketAddress to = null;
        try (DatagramSocket socket = new DatagramSocket()) {
            to = new InetSocketAddress(InetAddress.getByName(settings.text(Hosts.HOST)), SyslogKind.port(settings));
            socket.connect(to);
            for (Notice notice : batch.notices()) {
                byte[] message = text.of(notice);
                socket.send(new DatagramPacket(message, message.length));
                refusal(socket);
                sent++;
            }
            return new Delivery.Accepted("sent by UDP to " + to + "; nobody answers there");
        } catch (PortUnreachableException e) {
            return new Delivery.Failed(sent, "nobody listens on UDP " + to);
        } catch (IOException e) {
            return new Delivery.Failed(sent, Reasons.of(e));
        }
    }

    /** A host without a listener answers by ICMP, which the socket tells of at its next use. */
    private static void refusal(DatagramSocket socket) throws IOException {
        socket.setSoTimeout(REFUSAL_MILLIS);
        try {
            socket.receive(new DatagramPacket(new byte[1], 1));
        } catch (SocketTimeoutException silence) {
            // Nobody has complained.
        }
    }

    @Override
    public void abort() {
        // A delivery ends by itself in far less than the time after which one is ended.
    }

    @Override
    public void close() {
        // Nothing is kept open from one delivery to the next.
    }
}
