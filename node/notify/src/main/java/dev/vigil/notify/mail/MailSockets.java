package dev.vigil.notify.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/** Makes the sockets of one channel and can close the newest from another thread. */
final class MailSockets extends SocketFactory {
    private final Optional<SSLSocketFactory> tls;
    private final String host;
    private volatile Optional<Socket> newest = Optional.empty();

    /** With a factory of TLS each socket speaks it from the first byte. */
    MailSockets(Optional<SSLSocketFactory> tls, String host) {
        this.tls = tls;
        this.host = host;
    }

    void abort() {
        newest.ifPresent(socket -> {
            try {
                socket.close();
            } catch (IOException closed) {
                // It was to be of no more use, and is not.
            }
        });
    }

    @Override
    public Socket createSocket() {
        Socket socket = tls.<Socket>map(factory -> new TlsFromTheStart(factory, host)).orElseGet(MeteredSocket::new);
        newest = Optional.of(socket);
        return socket;
    }

    @Override
    public Socket createSocket(String to, int port) throws IOException {
        return createSocket(InetAddress.getByName(to), port);
    }

    @Override
    public Socket createSocket(InetAddress to, int port) throws IOException {
        Socket socket = createSocket();
        socket.connect(new InetSocketAddress(to, port));
        return socket;
    }

    @Override
    public Socket createSocket(String to, int port, InetAddress from, int fromPort) throws IOException {
        return createSocket(to, port);
    }

    @Override
    public Socket createSocket(InetAddress to, int port, InetAddress from, int fromPort) throws IOException {
        return createSocket(to, port);
    }
}
