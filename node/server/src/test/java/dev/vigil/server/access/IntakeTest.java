package dev.vigil.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How many connections one address may hold to a live node, and that it takes nothing from the others. */
@Timeout(120)
class IntakeTest {
    private static final String CROWDED = "127.61.61.61";
    /** More than the node takes of all addresses together. */
    private static final int CROWD = 250;

    @TempDir
    private Path home = Path.of("");

    @Test
    void aCrowdFromOneAddressKeepsNobodyElseOut() throws Exception {
        List<Socket> crowd = new ArrayList<>();
        try (LiveNode node = LiveNode.start(home)) {
            X509Certificate authority = node.pki().authorityCertificate();
            Credential nothing = Credential.nothing(authority);
            for (int i = 0; i < CROWD; i++) {
                open(node, nothing, crowd);
            }
            try (Asking administrator = new Asking(node, Credential.token(node.pki().adminToken().text(), authority))) {
                assertEquals(200, administrator.get("/v1/status").statusCode());
            }
            assertTrue(answer(node, nothing).contains("There are 100 connections from " + CROWDED + " and 10"),
                    "one more of the crowd was not told why it is too many");
        } finally {
            for (Socket socket : crowd) {
                socket.close();
            }
        }
    }

    private static SSLSocket connect(LiveNode node, Credential credential) throws IOException {
        Socket plain = new Socket();
        plain.bind(new InetSocketAddress(CROWDED, 0));
        plain.connect(new InetSocketAddress(node.address(), node.port()));
        SSLSocket socket = (SSLSocket) credential.tls().getSocketFactory()
                .createSocket(plain, node.address(), node.port(), true);
        socket.startHandshake();
        return socket;
    }

    /** A request without an end; the node may end the connection. */
    private static void open(LiveNode node, Credential credential, List<Socket> crowd) throws IOException {
        try {
            Socket socket = connect(node, credential);
            crowd.add(socket);
            socket.getOutputStream().write("GET /v1/status HTTP/1.1\r\nHost: ".getBytes(StandardCharsets.US_ASCII));
        } catch (SocketException | SSLException closed) {
            assertTrue(crowd.size() >= 100, "one of the first hundred was closed: " + closed);
        }
    }

    /** Asks until the node has room to say why it does not answer: only so many wait to be told. */
    private static String answer(LiveNode node, Credential credential) throws InterruptedException {
        String last = "";
        for (int attempt = 0; attempt < 100 && last.isEmpty(); attempt++) {
            try (SSLSocket socket = connect(node, credential)) {
                socket.getOutputStream().write("GET /v1/status HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                last = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException closed) {
                Thread.sleep(100);
            }
        }
        return last;
    }
}
