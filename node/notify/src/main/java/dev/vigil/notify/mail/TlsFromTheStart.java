package dev.vigil.notify.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

import org.jspecify.annotations.Nullable;

/**
 * TLS from the first byte, over a {@link MeteredSocket}, and with the name of the host checked. To the library it is a plain socket:
 * the library would make its own TLS only on sockets whose reading has no limit.
 */
final class TlsFromTheStart extends Socket {
    private final MeteredSocket raw = new MeteredSocket();
    private final SSLSocketFactory tls;
    private final String host;
    private @Nullable SSLSocket layered;

    TlsFromTheStart(SSLSocketFactory tls, String host) {
        this.tls = tls;
        this.host = host;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        raw.connect(endpoint, timeout);
        SSLSocket made = (SSLSocket) tls.createSocket(raw, host, raw.getPort(), true);
        SSLParameters parameters = made.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        made.setSSLParameters(parameters);
        made.startHandshake();
        layered = made;
    }

    private SSLSocket layered() throws SocketException {
        if (layered == null) {
            throw new SocketException("not connected");
        }
        return layered;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return layered().getInputStream();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return layered().getOutputStream();
    }

    @Override
    public void setSoTimeout(int timeout) throws SocketException {
        raw.setSoTimeout(timeout);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return raw.getSoTimeout();
    }

    @Override
    public boolean isConnected() {
        return raw.isConnected();
    }

    @Override
    public InetAddress getInetAddress() {
        return raw.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return raw.getLocalAddress();
    }

    @Override
    public int getPort() {
        return raw.getPort();
    }

    /** The socket below is closed at once: who closes from another thread must not wait for a farewell of TLS. */
    @Override
    public void close() throws IOException {
        raw.close();
        super.close();
    }
}
