package dev.vigil.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.vigil.comm.trust.Role;
import dev.vigil.protocol.admin.ClusterEvent;

/** The stream of events of a live node, read by real clients: quick ones, one that comes back, one that never reads. */
@Timeout(120)
class EventsTest {
    private static final String WATCH = "/v1/events:watch";
    private static final int MOST_LISTENERS = 50;

    @TempDir
    private Path home = Path.of("");

    /** One event as it was sent: its lines by their names; a comment has none. */
    private record Sent(String id, String kind, String data) {}

    /** Reads until an event is found; a comment is skipped. */
    private static Sent next(BufferedReader lines, Predicate<Sent> wanted) throws IOException {
        while (true) {
            Sent sent = next(lines);
            if (wanted.test(sent)) {
                return sent;
            }
        }
    }

    private static Sent next(BufferedReader lines) throws IOException {
        String id = "";
        String kind = "";
        String data = "";
        for (String line = read(lines); !line.isEmpty(); line = read(lines)) {
            String value = line.substring(line.indexOf(':') + 1).strip();
            switch (line.substring(0, line.indexOf(':'))) {
                case "id" -> id = value;
                case "event" -> kind = value;
                case "data" -> data = value;
                default -> {
                }
            }
        }
        return new Sent(id, kind, data);
    }

    private static String read(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IOException("the stream has ended");
        }
        return line;
    }

    private static BufferedReader lines(HttpResponse<InputStream> response) {
        assertEquals(200, response.statusCode());
        assertEquals("text/event-stream", response.headers().firstValue("Content-Type").orElse(""));
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private static Asking administrator(LiveNode node) throws Exception {
        return new Asking(node, Credential.token(node.pki().adminToken().text(), node.pki().authorityCertificate()));
    }

    private static Asking guest(LiveNode node) throws Exception {
        X509Certificate authority = node.pki().authorityCertificate();
        return new Asking(node, Credential.certificate(node.pki().authority(), Role.GUEST, authority));
    }

    private static void setTiming(Asking administrator, int milliseconds) throws Exception {
        String body = "{\"profile\": \"p" + milliseconds + "\", \"interval_ms\": 50, \"detection_ms\": " + milliseconds + "}";
        HttpResponse<String> answer = administrator.post("/v1/timing", body);
        assertEquals(200, answer.statusCode(), answer.body());
    }

    @Test
    void aGuestSeesTheStatusFirstThenWhatHappensAndResumesWithoutAGap() throws Exception {
        try (LiveNode node = LiveNode.start(home); Asking administrator = administrator(node); Asking guest = guest(node)) {
            Sent seen;
            try (BufferedReader lines = lines(guest.stream(WATCH))) {
                Sent whole = next(lines);
                assertEquals("changed", whole.kind());
                assertTrue(whole.data().contains("\"systems\":[{\"node\":\"alpha\",\"health\":\"ALIVE\""), whole.data());
                setTiming(administrator, 600);
                seen = next(lines, sent -> sent.data().contains("\"code\":\"config-committed\""));
                assertEquals("happened", seen.kind());
                assertTrue(seen.id().matches("[0-9]+:[0-9a-f]+/[0-9]+"), seen.id());
            }
            setTiming(administrator, 700);
            setTiming(administrator, 800);
            try (BufferedReader lines = lines(guest.stream(WATCH, "Last-Event-ID", seen.id()))) {
                assertEquals("changed", next(lines).kind());
                List<String> ids = new ArrayList<>();
                while (ids.stream().distinct().count() < 2) {
                    ids.add(next(lines, sent -> sent.data().contains("\"code\":\"config-committed\"")).id());
                }
                assertEquals(ids.stream().distinct().toList(), ids, "an event came twice");
                long first = Long.parseLong(seen.id().substring(seen.id().indexOf('/') + 1));
                ids.forEach(id -> assertTrue(Long.parseLong(id.substring(id.indexOf('/') + 1)) > first, ids.toString()));
            }
        }
    }

    @Test
    void theSameComesAsMessagesOfGrpc() throws Exception {
        try (LiveNode node = LiveNode.start(home);
                Asking administrator = administrator(node);
                Asking guest = guest(node);
                InputStream stream = guest.grpcStream(RolesTest.method("WatchEvents"))) {
            ClusterEvent whole = ClusterEvent.parseFrom(Asking.nextMessage(stream));
            assertEquals("alpha", whole.getChanged().getSystems(0).getNode());
            setTiming(administrator, 600);
            ClusterEvent event = whole;
            while (!event.getHappened().getCode().equals("config-committed")) {
                event = ClusterEvent.parseFrom(Asking.nextMessage(stream));
            }
            assertTrue(event.getId().endsWith("/" + event.getHappened().getSequence()), event.toString());
        }
    }

    @Test
    void anIdThatIsNoneIsRefusedAndSoIsOneListenerTooMany() throws Exception {
        try (LiveNode node = LiveNode.start(home); Asking guest = guest(node)) {
            HttpResponse<InputStream> wrong = guest.stream(WATCH + "?after=yesterday");
            assertEquals(400, wrong.statusCode());
            List<HttpResponse<InputStream>> listeners = new ArrayList<>();
            for (int number = 0; number < MOST_LISTENERS; number++) {
                HttpResponse<InputStream> listener = guest.stream(WATCH);
                assertEquals(200, listener.statusCode());
                listeners.add(listener);
            }
            HttpResponse<InputStream> tooMany = guest.stream(WATCH);
            assertEquals(409, tooMany.statusCode());
            assertTrue(new String(tooMany.body().readAllBytes(), StandardCharsets.UTF_8).contains("50 listeners"));
            for (HttpResponse<InputStream> listener : listeners) {
                listener.body().close();
            }
        }
    }

    /** The kernel, TLS and the library hold a few hundred kilobytes for a reader; after that, its events wait in the node. */
    @Test
    void aListenerThatDoesNotReadIsCutAndToldSo() throws Exception {
        try (LiveNode node = LiveNode.start(home); Asking administrator = administrator(node); Socket lazy = lazy(node)) {
            List<Asking> scripts = new ArrayList<>();
            for (String name : List.of("one", "two", "three", "four")) {
                scripts.add(new Asking(node, Credential.token(administrator.createToken(name, Role.ADMINISTRATOR),
                        node.pki().authorityCertificate())));
            }
            int changes = 0;
            while (!administrator.get("/metrics").body().contains("vigil_event_listeners_cut_total 1.0")) {
                assertTrue(changes < 10_000, "nobody was cut");
                for (int more = 0; more < 100; more++) {
                    HttpResponse<String> answer = scripts.get(changes % scripts.size()).post("/v1/timing",
                            "{\"profile\": \"p" + changes + "\", \"interval_ms\": 50, \"detection_ms\": 5000}");
                    changes += answer.statusCode() == 200 ? 1 : 0;
                    assertTrue(List.of(200, 429).contains(answer.statusCode()), answer.body());
                }
            }
            assertTrue(administrator.get("/metrics").body().contains("vigil_event_listeners 0.0"));
            BufferedReader lines = new BufferedReader(new InputStreamReader(lazy.getInputStream(), StandardCharsets.UTF_8));
            String last = lines.lines().filter(line -> line.startsWith("data: ") && line.contains("\"code\":\"ENDS\""))
                    .findFirst()
                    .orElse("");
            assertTrue(last.contains("more than 1000 events wait for this reader"), last);
            scripts.forEach(Asking::close);
        }
    }

    private static Socket lazy(LiveNode node) throws Exception {
        Credential credential = Credential.token(node.pki().adminToken().text(), node.pki().authorityCertificate());
        Socket socket = credential.tls().getSocketFactory().createSocket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(30_000);
        socket.connect(new InetSocketAddress(node.address(), node.port()));
        socket.getOutputStream().write(("GET " + WATCH + " HTTP/1.1\r\nHost: alpha\r\nAuthorization: Bearer "
                + credential.token().orElseThrow() + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }
}
