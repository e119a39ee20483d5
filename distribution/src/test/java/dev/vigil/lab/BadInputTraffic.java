package dev.vigil.lab;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

import dev.vigil.comm.trust.Admission;
import dev.vigil.comm.trust.ClusterAuthority;
import dev.vigil.comm.trust.LiveIdentity;
import dev.vigil.comm.trust.PkiFolder;
import dev.vigil.comm.trust.TlsContexts;
import dev.vigil.comm.trust.TrustFault;
import dev.vigil.lcd.model.NodeId;

/** What a port should never get: random bytes, strangers' certificates, frames without end. */
final class BadInputTraffic {
    /** Where all of it comes from, so that a limit on one address leaves the others alone. */
    private static final InetSocketAddress STRANGER = new InetSocketAddress("127.66.66.66", 0);
    private static final int CONNECT_MILLIS = 10_000;
    private static final int ANSWER_MILLIS = 20_000;
    private static final int ENDED_MILLIS = 200;
    private static final int LARGEST_DATAGRAM = 1_400;
    private static final int LARGEST_STREAM = 4_000;
    /** The beginning of a TLS record with a hello in it, so that some of the garbage gets as far as the handshake. */
    private static final byte[] TLS = {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, (byte) 0xfc, 0x03, 0x03};

    private BadInputTraffic() {}

    static void datagrams(String address, int port, int count, Random random) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            for (int i = 0; i < count; i++) {
                byte[] bytes = bytes(random, LARGEST_DATAGRAM);
                socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName(address), port));
            }
        }
    }

    /**
     * Connections with random bytes; every third begins like TLS, and may be heard out. The others are held until the port has ended them: what a
     * stranger takes back before it was read is worth no line in the log. What the port says to it does not matter here.
     */
    static void streams(String address, int port, int count, Random random) throws IOException {
        for (int i = 0; i < count; i++) {
            try (Socket socket = connect(address, port)) {
                OutputStream out = socket.getOutputStream();
                if (i % 3 == 0) {
                    out.write(TLS);
                }
                out.write(bytes(random, LARGEST_STREAM));
                out.flush();
                if (i % 3 != 0) {
                    socket.setSoTimeout(ENDED_MILLIS);
                    socket.getInputStream().readAllBytes();
                }
            } catch (SocketTimeoutException heardOut) {
                continue;
            } catch (java.net.SocketException reset) {
                if (String.valueOf(reset.getMessage()).contains("refused")) {
                    throw reset;
                }
            }
        }
    }

    private static byte[] bytes(Random random, int largest) {
        byte[] bytes = new byte[1 + random.nextInt(largest)];
        random.nextBytes(bytes);
        return bytes;
    }

    static Socket connect(String address, int port) throws IOException {
        Socket socket = new Socket();
        socket.bind(STRANGER);
        socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
        socket.setSoTimeout(ANSWER_MILLIS);
        return socket;
    }

    /** The certificate of a node that {@code authority} signed at that time, whatever the cluster knows of it. */
    static SSLContext member(Path folder, ClusterAuthority authority, String name, Instant signed) throws TrustFault {
        PkiFolder pki = PkiFolder.open(folder);
        pki.store(Admission.found(authority, new NodeId(name), pki.makeNodeKey(), "other", signed));
        TlsContexts contexts = new TlsContexts(LiveIdentity.open(pki), InstantSource.system(), warning -> {});
        return context(new KeyManager[]{contexts.keys()});
    }

    /** Shows no certificate. */
    static SSLContext nobody() {
        return context(new KeyManager[0]);
    }

    private static SSLContext context(KeyManager[] keys) {
        try {
            SSLContext tls = SSLContext.getInstance(TlsContexts.PROTOCOL);
            tls.init(keys, trusting(), null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new LabFailure("no TLS here", e);
        }
    }

    static TrustManager[] trusting() {
        return new TrustManager[]{new Trusting()};
    }

    /** How the port ends a connection on which {@code bytes} are sent: what it said, or "closed". */
    static String sent(SSLContext tls, String address, int port, byte[] bytes) throws IOException {
        try (Socket plain = connect(address, port);
                Socket socket = tls.getSocketFactory().createSocket(plain, address, port, true)) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.write(bytes);
            out.flush();
            InputStream in = socket.getInputStream();
            byte[] answer = in.readNBytes(1 << 20);
            return answer.length == 0 ? "closed" : new String(answer, StandardCharsets.ISO_8859_1);
        } catch (SSLException refused) {
            return String.valueOf(refused.getMessage());
        } catch (java.net.SocketException reset) {
            return "closed";
        }
    }

    /** A TLS connection with this as its first bytes, as the socket below it, which the caller closes; its buffer for answers is small. */
    static Socket opened(String address, int port, String bytes) throws IOException {
        Socket plain = new Socket();
        plain.bind(STRANGER);
        plain.setReceiveBufferSize(4 << 10);
        plain.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
        plain.setSoTimeout(ANSWER_MILLIS);
        try {
            Socket socket = nobody().getSocketFactory().createSocket(plain, address, port, false);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return plain;
        } catch (IOException broken) {
            plain.close();
            throw broken;
        }
    }

    /** Trusts whoever answers: here the server is the one that must judge. */
    private static final class Trusting extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // As the class says.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            // As the class says.
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // As the class says.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // Nobody connects here.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            // Nobody connects here.
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // Nobody connects here.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
