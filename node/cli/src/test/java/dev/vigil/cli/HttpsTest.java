package dev.vigil.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way over the network: whom the command line trusts, what it sends, and what it makes of refusals. */
final class HttpsTest {
    private static final String NODE = "CN=alpha,OU=node";
    @TempDir
    private Path home = Path.of("");
    private final AtomicInteger requests = new AtomicInteger();
    private HttpsServer server = null;
    private TestCertificates cluster = null;
    private String seen = "";

    @BeforeEach
    void makeCluster() throws Exception {
        cluster = new TestCertificates("shop");
        Files.createDirectories(home.resolve("run"));
        Files.createDirectories(home.resolve("pki"));
        Files.writeString(home.resolve("pki/ca.crt"), cluster.pem());
        Files.writeString(home.resolve("pki/admin.token"), "s3cret\n");
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private void serve(SSLContext tls, int status, String answer) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> answer(exchange, status, answer));
        server.start();
        writeEndpoint(server.getAddress().getPort());
    }

    private void writeEndpoint(int port) throws IOException {
        Files.writeString(home.resolve("run/endpoint"), "127.0.0.1:" + port + "\n" + home.resolve("pki/ca.crt") + "\n");
    }

    private void answer(HttpExchange exchange, int status, String answer) throws IOException {
        requests.incrementAndGet();
        seen = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        if (status == 0) {
            exchange.close();
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Session vigil(String... arguments) {
        return Session.real(Map.of("VIGIL_HOME", home.toString()), arguments);
    }

    @Test
    void asksTheNodeOfTheHomeWithItsToken() throws Exception {
        serve(cluster.server(NODE, Duration.ofDays(1)), 200, "{\"sentences\":[\"web is on bravo\"]}");
        Session session = vigil("switchover", "web", "bravo");
        assertEquals(List.of("web is on bravo"), session.out(), session.toString());
        assertEquals("POST /v1/resources:switchover Bearer s3cret {\"tag\":\"web\",\"node\":\"bravo\"}", seen);
        assertEquals(ExitCode.DONE, session.exitCode());
    }

    @Test
    void parametersAreEncoded() throws Exception {
        serve(cluster.server(NODE, Duration.ofDays(1)), 200, "{}");
        vigil("history", "--tag", "a b&c=d", "--limit", "3");
        assertEquals("GET /v1/history?limit=3&tag=a+b%26c%3Dd Bearer s3cret ", seen);
    }

    @ParameterizedTest
    @CsvSource({"400,1", "401,4", "403,4", "404,1", "409,1", "422,1", "500,1", "504,1"})
    void aRefusalIsItsSentenceAndItsHint(int status, int exitCode) throws Exception {
        serve(cluster.server(NODE, Duration.ofDays(1)), status,
                "{\"code\":\"X\",\"sentence\":\"There is no resource web.\",\"hint\":\"vigil status shows the resources.\"}");
        Session session = vigil("switchover", "web");
        assertEquals(List.of("vigil: There is no resource web.", "       vigil status shows the resources."), session.err());
        assertEquals(exitCode, session.exitCode());
    }

    @Test
    void anAnswerWithoutJsonIsNotTakenForVigil() throws Exception {
        serve(cluster.server(NODE, Duration.ofDays(1)), 502, "<html>Bad Gateway</html>");
        Session session = vigil("status");
        assertEquals(ExitCode.FAILED, session.exitCode());
        assertTrue(session.err().getFirst().contains("status 502 and no JSON"), session.toString());
    }

    @Test
    void anotherClusterIsNotTrusted() throws Exception {
        serve(new TestCertificates("shop").server(NODE, Duration.ofDays(1)), 200, "{}");
        Session session = vigil("status");
        assertEquals(ExitCode.UNREACHABLE, session.exitCode());
        assertTrue(session.err().getFirst().contains("not signed by this cluster's authority"), session.toString());
        assertEquals(0, requests.get(), "the token must not reach a stranger");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"CN=eve,OU=operator", "CN=eve", "CN=OU\\=node,OU=guest", "CN=eve,OU=node,OU=guest"})
    void aCertificateOfSomebodyElseIsNoNode(String subject) throws Exception {
        serve(cluster.server(subject, Duration.ofDays(1)), 200, "{}");
        Session session = vigil("status");
        assertEquals(ExitCode.UNREACHABLE, session.exitCode());
        assertTrue(session.err().getFirst().contains("not that of a node"), session.toString());
    }

    @Test
    void wrongDatesWarnOnly() throws Exception {
        serve(cluster.server(NODE, Duration.ofDays(-1)), 200, "{\"sentences\":[\"done\"]}");
        Session session = vigil("switchover", "web");
        assertEquals(ExitCode.DONE, session.exitCode());
        assertTrue(session.err().getFirst().contains("a clock or the renewal is wrong"), session.toString());
    }

    @Test
    void aClosedPortIsExitCode3() throws Exception {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            writeEndpoint(closed.getLocalPort());
        }
        Session session = vigil("status");
        assertEquals(ExitCode.UNREACHABLE, session.exitCode());
        assertTrue(session.err().getFirst().contains("does not answer: connection refused"), session.toString());
    }

    @Test
    void garbageInsteadOfTlsIsExitCode3() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            writeEndpoint(socket.getLocalPort());
            Thread garbage = Thread.ofVirtual().start(() -> {
                try (var connection = socket.accept()) {
                    connection.getOutputStream().write("HTTP/1.0 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException gone) {
                    assertTrue(socket.isClosed(), gone.toString());
                }
            });
            assertEquals(ExitCode.UNREACHABLE, vigil("status").exitCode());
            garbage.join();
        }
    }

    @Test
    void aLostAnswerIsUnknownAndNeverAskedTwice() throws Exception {
        serve(cluster.server(NODE, Duration.ofDays(1)), 0, "");
        Session session = vigil("switchover", "web");
        assertEquals(ExitCode.FAILED, session.exitCode());
        assertTrue(session.err().getFirst().contains("whether the change was made is not known"), session.toString());
        assertEquals(1, requests.get());
    }

    @Test
    void anEmptyHomeSaysHowToStart() throws Exception {
        Session session = vigil("status");
        assertEquals(ExitCode.UNREACHABLE, session.exitCode());
        assertTrue(session.err().getLast().contains("vigil start"), session.toString());
    }

    @Test
    void missingCredentialsAreNotAllowed() throws Exception {
        serve(cluster.server(NODE, Duration.ofDays(1)), 200, "{}");
        Session session = vigil("status", "--credentials", home.resolve("nothing").toString());
        assertEquals(ExitCode.NOT_ALLOWED, session.exitCode());
        assertEquals(0, requests.get());
    }

    @Test
    void aFileOfBytesIsNoToken() throws Exception {
        serve(cluster.server(NODE, Duration.ofDays(1)), 200, "{}");
        Path file = Files.write(home.resolve("bytes"), new byte[]{(byte) 0xff, 0, 13, 10});
        Session session = vigil("status", "--credentials", file.toString());
        assertEquals(ExitCode.NOT_ALLOWED, session.exitCode());
        assertTrue(session.err().getFirst().contains("What " + file + " holds is no token."), session.toString());
        assertEquals(0, requests.get());
    }

    @Test
    void anotherEndpointKeepsTheAuthorityOfTheHome() throws Exception {
        serve(cluster.server(NODE, Duration.ofDays(1)), 200, "{\"sentences\":[\"moved\"]}");
        int port = server.getAddress().getPort();
        Files.delete(home.resolve("run/endpoint"));
        assertEquals(List.of("moved"), vigil("--endpoint", "127.0.0.1:" + port, "switchover", "web").out());
        assertEquals(ExitCode.USAGE, vigil("--endpoint", "fd00::1:7742", "status").exitCode());
    }
}
