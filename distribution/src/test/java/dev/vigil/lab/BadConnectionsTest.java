package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

import javax.net.ssl.SSLException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Clients that talk nonsense, say nothing, or do not read: none of them takes memory, threads or time from the others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its scripts and the launcher are those of a Linux shell")
@Timeout(600)
class BadConnectionsTest {
    private static final int PACKETS = 300;
    private static final int STREAMS = 60;
    private static final int SILENT = 2_000;
    private static final int SHAKEN = 300;
    private static final int HALF = 150;
    private static final int WATCHERS = 60;
    private static final int READERS = 20;
    private static final int QUESTIONS = 400;
    private static final int BODY = 1_000_000;
    private static final long MOST_PSS_KILOBYTES = 250 * 1024;
    private static final Duration GONE = Duration.ofSeconds(90);

    private BadInputBench bench;
    private LiveCluster cluster;
    private String alpha = "";
    private String token = "";

    @BeforeAll
    void bringUp(@TempDir Path temporary) throws IOException {
        bench = new BadInputBench("Connections", temporary);
        cluster = bench.cluster();
        alpha = LiveCluster.address("alpha", 1);
        bench.begin();
        token = "Authorization: Bearer " + cluster.must("alpha", "token", "create", "reader", "guest").strip() + "\r\n";
        bench.watch();
    }

    @AfterEach
    void unharmed() {
        bench.unharmed();
    }

    @AfterAll
    void nothingHasHappened() throws IOException {
        try (BadInputBench all = bench) {
            all.end();
        }
    }

    @Test
    void garbageOnEveryPort() throws IOException {
        Random random = new Random(20_251_123);
        for (String node : BadInputBench.NODES) {
            for (int network = 1; network <= 2; network++) {
                String address = LiveCluster.address(node, network);
                BadInputTraffic.datagrams(address, LiveCluster.PEER_PORT, PACKETS, random);
                BadInputTraffic.streams(address, LiveCluster.PEER_PORT, STREAMS, random);
            }
            BadInputTraffic.datagrams(LiveCluster.address(node, 1), LiveCluster.ADMIN_PORT, PACKETS, random);
            BadInputTraffic.streams(LiveCluster.address(node, 1), LiveCluster.ADMIN_PORT, STREAMS, random);
        }
        bench.told("random datagrams, 600 to each node's heartbeats", "");
        bench.logged("bravo", "datagram-dropped");
        bench.told("random bytes, 120 connections to each node's peer port, 60 to its administration", "");
        bench.logged("bravo", "connection-closed");
    }

    /** Holds connections open while the node must answer, then sees that they leave nothing behind. */
    private void held(int count, String given, List<Socket> sockets) throws IOException {
        try {
            long pss = Footprint.pss(cluster.servers().getFirst());
            assertTrue(pss < MOST_PSS_KILOBYTES, given + " make " + pss + " kB");
            Command.Outcome status = cluster.vigil("alpha", "status");
            assertTrue(status.isSuccess(), given + " keep the node from answering: " + status.text());
            bench.told(count + given, (count - sockets.size() + closed(sockets)) + " of " + count + " were ended by the node");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    /** Reads what has come, as far as it goes. */
    private static long closed(List<Socket> sockets) throws IOException {
        long closed = 0;
        byte[] rest = new byte[1 << 16];
        for (Socket socket : sockets) {
            socket.setSoTimeout(1);
            try {
                int read;
                do {
                    read = socket.getInputStream().read(rest);
                } while (read >= 0);
                closed++;
            } catch (SocketTimeoutException open) {
                continue;
            } catch (SocketException reset) {
                closed++;
            }
        }
        return closed;
    }

    private void many(List<Socket> sockets, int count, Opening opening) throws IOException {
        for (int i = 0; i < count; i++) {
            try {
                sockets.add(opening.open());
            } catch (SocketException | SSLException refused) {
                assertTrue(!String.valueOf(refused.getMessage()).contains("refused"), "nobody listens any more");
            }
        }
    }

    @FunctionalInterface
    private interface Opening {
        Socket open() throws IOException;
    }

    @Test
    void connectionsThatSayNothing() throws IOException {
        for (int port : new int[]{LiveCluster.ADMIN_PORT, LiveCluster.PEER_PORT}) {
            List<Socket> sockets = new ArrayList<>();
            many(sockets, SILENT, () -> BadInputTraffic.connect(alpha, port));
            held(SILENT, " connections that say nothing, port " + port, sockets);
        }
    }

    @Test
    void connectionsThatBeginARequest() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        many(sockets, SHAKEN, () -> BadInputTraffic.opened(alpha, LiveCluster.ADMIN_PORT, "GET /v1/status HTTP/1.1\r\nHost: "));
        held(SHAKEN, " requests without an end, administration", sockets);
    }

    @Test
    void bodiesWithoutAnEnd() throws IOException {
        String head = "POST /v1/resources:switchover HTTP/1.1\r\nHost: x\r\nContent-Length: " + (BODY + 1) + "\r\n";
        for (String who : List.of("", token)) {
            List<Socket> sockets = new ArrayList<>();
            many(sockets, HALF, () -> BadInputTraffic.opened(alpha, LiveCluster.ADMIN_PORT,
                    head + who + "\r\n" + "x".repeat(BODY)));
            held(HALF, " bodies of 1 MB without an end, administration, " + (who.isEmpty() ? "without a token" : "a guest"),
                    sockets);
        }
    }

    @Test
    void readersThatDoNotRead() throws IOException {
        String question = "GET /v1/events:watch HTTP/1.1\r\nHost: x\r\n" + token + "\r\n";
        List<Socket> watchers = new ArrayList<>();
        many(watchers, WATCHERS, () -> BadInputTraffic.opened(alpha, LiveCluster.ADMIN_PORT, question));
        held(WATCHERS, " streams of events that nobody reads", watchers);
        String metrics = ("GET /metrics HTTP/1.1\r\nHost: x\r\n" + token + "\r\n").repeat(QUESTIONS);
        List<Socket> readers = new ArrayList<>();
        many(readers, READERS, () -> BadInputTraffic.opened(alpha, LiveCluster.ADMIN_PORT, metrics));
        held(READERS, " connections with " + QUESTIONS + " questions for the metrics whose answers nobody reads", readers);
        BooleanSupplier gone = () -> Footprint.members(cluster.servers().getFirst(), "fd") < 400;
        assertTrue(Pause.until(GONE, gone), "connections stay open");
    }
}
