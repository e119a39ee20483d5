package dev.vigil.notify.syslog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

import dev.vigil.notify.notice.Batch;
import dev.vigil.notify.notice.Notice;
import dev.vigil.notify.receiver.Channel;
import dev.vigil.notify.receiver.Delivery;
import dev.vigil.notify.receiver.Hosts;
import dev.vigil.notify.receiver.Reasons;
import dev.vigil.notify.receiver.Settings;
import dev.vigil.notify.receiver.Trust;

/**
 * Syslog by TCP (RFC 6587) or TLS (RFC 5425), each message with its length before it. The server never answers, so each delivery has
 * a connection of its own, which ends in order: a server that went away since the last one is then seen, not written to in vain.
 */
final class SyslogStream implements Channel {
    private static final int CONNECT_MILLIS = 10_000;
    private static final int READ_MILLIS = 10_000;
    private final Settings settings;
    private final SyslogText text;
    private volatile Optional<Socket> open = Optional.empty();

    SyslogStream(Settings settings, SyslogText text) {
        this.settings = settings;
        this.text = text;
    }

    @Override
    public Delivery deliver(Batch batch) {
        boolean isTls = settings.choice(SyslogKind.TRANSPORT).equals(SyslogKind.TLS);
        try (Socket plain = new Socket()) {
            open = Optional.of(plain);
            plain.setSoTimeout(READ_MILLIS);
            plain.connect(new InetSocketAddress(InetAddress.getByName(settings.text(Hosts.HOST)), SyslogKind.port(settings)),
                    CONNECT_MILLIS);
            if (isTls) {
                try (SSLSocket socket = layered(plain)) {
                    write(socket, batch);
                }
            } else {
                write(plain, batch);
            }
            return new Delivery.Accepted("written by " + (isTls ? "TLS" : "TCP") + " to " + plain.getRemoteSocketAddress()
                    + "; syslog has no answers");
        } catch (IOException | GeneralSecurityException e) {
            return new Delivery.Failed(0, Reasons.of(e));
        } finally {
            open = Optional.empty();
        }
    }

    private SSLSocket layered(Socket plain) throws GeneralSecurityException, IOException {
        SSLSocket socket = (SSLSocket) Trust.context(settings).getSocketFactory().createSocket(plain, settings.text(Hosts.HOST),
                plain.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private void write(Socket socket, Batch batch) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Notice notice : batch.notices()) {
            byte[] message = text.of(notice);
            all.writeBytes((message.length + " ").getBytes(StandardCharsets.US_ASCII));
            all.writeBytes(message);
        }
        all.writeTo(socket.getOutputStream());
        socket.getOutputStream().flush();
    }

    @Override
    public void abort() {
        open.ifPresent(socket -> {
            try {
                socket.close();
            } catch (IOException closed) {
                // It was to be of no more use, and is not.
            }
        });
    }

    @Override
    public void close() {
        abort();
    }
}
