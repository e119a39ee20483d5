package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;

import com.google.protobuf.ByteString;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.vigil.comm.ClusterId;
import dev.vigil.comm.trust.ClusterAuthority;
import dev.vigil.comm.trust.ClusterKeys;
import dev.vigil.comm.trust.PkiFolder;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.protocol.node.Datagram;
import dev.vigil.protocol.node.Frame;
import dev.vigil.protocol.node.Hello;
import dev.vigil.protocol.node.LinkMessage;

/** Heartbeats, frames and certificates that no node sends: each is dropped, counted, and named once in the log with its source. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its scripts and the launcher are those of a Linux shell")
@Timeout(600)
class BadFramesTest {
    private static final Pattern PATH = Pattern.compile("\"path\"\\s*:\\s*\"([^\"]*)\"");
    private static final NodeId BRAVO = new NodeId("bravo");
    private static final Duration YEARS = Duration.ofDays(3 * 365);

    private BadInputBench bench;
    private LiveCluster cluster;
    private Path folder = Path.of("");
    private String alpha = "";
    private PkiFolder pki;
    private ClusterKeys keys;
    private byte[] id = {};
    private Incarnation life;
    private String path = "";

    @BeforeAll
    void bringUp(@TempDir Path temporary) throws Exception {
        bench = new BadInputBench("Frames, heartbeats and certificates", temporary);
        cluster = bench.cluster();
        folder = bench.folder();
        bench.begin();
        bench.watch();
        alpha = LiveCluster.address("alpha", 1);
        pki = PkiFolder.open(cluster.home("alpha").resolve("pki"));
        keys = pki.clusterKeys();
        id = new ClusterId(pki.authority().clusterId()).toBytes();
        life = Incarnation.parse(Files.readString(cluster.home("bravo").resolve("lcd/incarnation")).strip());
        Matcher found = PATH.matcher(bench.status("alpha"));
        assertTrue(found.find(), () -> bench.status("alpha"));
        path = found.group(1);
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

    private void datagram(String given, byte[] bytes, String... words) throws IOException {
        SealedDatagram.send(alpha, LiveCluster.PEER_PORT, bytes);
        bench.told("heartbeat " + given, "");
        bench.logged("alpha", words[0]);
        for (String word : words) {
            bench.logHas("alpha", words[0], word);
        }
    }

    @Test
    void heartbeats() throws IOException {
        Datagram heartbeat = SealedDatagram.heartbeat(id, life, path, 1);
        SealedDatagram sealed = SealedDatagram.of(keys, BRAVO, heartbeat);
        byte[] whole = sealed.bytes();
        datagram("of 60,000 bytes", new byte[60_000], "reason=OVERSIZED bytes=");
        datagram("cut off", Arrays.copyOf(whole, whole.length / 2), "reason=WRONG_KEY bytes=" + whole.length / 2);
        datagram("cut off in its head", Arrays.copyOf(whole, 12), "reason=MALFORMED bytes=12");
        datagram("with a bit turned", turned(whole), "reason=WRONG_KEY bytes=" + whole.length);
        datagram("sealed with a made-up key", sealed.withKey(1, new byte[32]).withContent(new byte[100]).bytes(),
                "reason=WRONG_KEY bytes=" + (whole.length - sealed.content().length + 100));
        datagram("under key number 99", sealed.withKey(99, sealed.key()).withContent(new byte[101]).bytes(),
                "reason=WRONG_KEY bytes=" + (whole.length - sealed.content().length + 101));
        datagram("of form 2", sealed.withMagic(SealedDatagram.MAGIC + 1).bytes(), "form=2 this-node-reads=1", "reason=MALFORMED");
        datagram("sealed, of bytes that are no message", sealed.withContent(new byte[]{1, 2, 3}).bytes(),
                "reason=MALFORMED sender=bravo detail=");
        datagram("of another cluster, with the right key",
                SealedDatagram.of(keys, BRAVO, heartbeat.toBuilder().setCluster(ByteString.copyFrom(new byte[16])).build())
                        .bytes(),
                "reason=WRONG_CLUSTER sender=bravo");
        datagram("of a path that is none", SealedDatagram.of(keys, BRAVO, heartbeat.toBuilder().setPath("nowhere").build())
                .bytes(), "reason=UNKNOWN_PATH sender=bravo path=nowhere");
        datagram("a second time", whole, "reason=REPLAYED");
        Incarnation former = new Incarnation(life.counter() - 1, life.nonce());
        datagram("of a former life", SealedDatagram.of(keys, BRAVO, SealedDatagram.heartbeat(id, former, path, Long.MAX_VALUE))
                .bytes(), "reason=OLD_LIFE");
        Incarnation twin = new Incarnation(life.counter(), life.nonce() + 1);
        datagram("of a second bravo", SealedDatagram.of(keys, BRAVO, SealedDatagram.heartbeat(id, twin, path, 1)).bytes(),
                "reason=CLONED_IDENTITY");
    }

    private static byte[] turned(byte[] bytes) {
        byte[] turned = bytes.clone();
        turned[turned.length / 2] ^= 1;
        return turned;
    }

    private void peer(String given, SSLContext tls, byte[] bytes, String reason) throws IOException {
        String answer = BadInputTraffic.sent(tls, alpha, LiveCluster.PEER_PORT, bytes);
        bench.told(given + ", peer port", readable(answer));
        bench.logged("alpha", reason);
    }

    /** A greeting is no text. */
    private static String readable(String answer) {
        return answer.chars().allMatch(one -> one >= ' ' && one <= '~' || one == '\r' || one == '\n')
                ? answer
                : "greeted, then closed";
    }

    private static byte[] framed(Frame frame) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new DataOutputStream(out).writeInt(frame.getSerializedSize());
        frame.writeTo(out);
        return out.toByteArray();
    }

    private Hello.Builder hello(String node) {
        return Hello.newBuilder().setMajor(1).setCluster(ByteString.copyFrom(id)).setNode(node).setPath(path)
                .setLife(SealedDatagram.heartbeat(id, life, path, 1).getLife());
    }

    private static Frame frame(Hello.Builder hello) {
        return Frame.newBuilder().setHello(hello).build();
    }

    @Test
    void frames() throws Exception {
        SSLContext mallory = BadInputTraffic.member(folder.resolve("mallory"), pki.authority(), "mallory", Instant.now());
        SSLContext bravo = BadInputTraffic.member(folder.resolve("second"), pki.authority(), "bravo", Instant.now());
        peer("frame of 2 GB", mallory, ByteBuffer.allocate(8).putInt(Integer.MAX_VALUE).array(), "a frame of 2147483647 bytes");
        peer("frame of -1 byte", mallory, ByteBuffer.allocate(8).putInt(-1).array(), "a frame of 4294967295 bytes");
        peer("first frame of 5,000 bytes", mallory, ByteBuffer.allocate(8).putInt(5_000).array(), "a frame of 5000 bytes");
        peer("frame of bytes that are no message", mallory, new byte[]{0, 0, 0, 2, (byte) 0xff, (byte) 0xff},
                "a frame of 2 bytes that is no frame");
        peer("frame cut off", mallory, ByteBuffer.allocate(10).putInt(100).array(), "no greeting within");
        LinkMessage message = LinkMessage.newBuilder().setStream(1).setSequence(1).setPayload(ByteString.copyFrom(new byte[9]))
                .build();
        peer("message before the greeting", mallory, framed(Frame.newBuilder().setMessage(message).build()),
                "a message before the greeting");
        peer("greeting of protocol 99", mallory, framed(frame(hello("mallory").setMajor(99))),
                "protocol 99.0, this node speaks 1.");
        peer("greeting of another cluster", mallory,
                framed(frame(hello("mallory").setCluster(ByteString.copyFrom(new byte[16])))),
                "another cluster than");
        peer("greeting under another's name", mallory, framed(frame(hello("bravo"))), "calls itself ");
        peer("greeting of a node that is none", mallory, framed(frame(hello("mallory"))), "mallory");
        peer("greeting without a life", bravo, framed(frame(hello("bravo").clearLife())), "peer=");
    }

    @Test
    void certificates() throws Exception {
        Instant longAgo = Instant.now().minus(YEARS);
        SSLContext stranger = BadInputTraffic.member(folder.resolve("stranger"), ClusterAuthority.create("other", Instant.now()),
                "mallory", Instant.now());
        SSLContext expired = BadInputTraffic.member(folder.resolve("expired"), pki.authority(), "bravo", longAgo);
        SSLContext nobody = BadInputTraffic.nobody();
        byte[] hello = framed(frame(hello("bravo")));
        byte[] get = "GET /v1/status HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        shown("certificate of another cluster", stranger, LiveCluster.PEER_PORT, hello);
        bench.logged("alpha", "not signed by this cluster's authority");
        shown("certificate of another cluster", stranger, LiveCluster.ADMIN_PORT, get);
        // It is accepted, so the greeting ends the connection.
        shown("certificate that ended a year ago", expired, LiveCluster.PEER_PORT, framed(frame(hello("bravo").setMajor(99))));
        bench.logged("alpha", "certificate-date node=bravo");
        shown("certificate that ended a year ago", expired, LiveCluster.ADMIN_PORT, get);
        shown("no certificate", nobody, LiveCluster.PEER_PORT, hello);
        shown("no certificate, no token", nobody, LiveCluster.ADMIN_PORT, get, "401", "needs a token or a client certificate");
        SSLContext old = SSLContext.getInstance("TLSv1.2");
        old.init(null, BadInputTraffic.trusting(), null);
        shown("TLS 1.2", old, LiveCluster.PEER_PORT, hello);
        shown("TLS 1.2", old, LiveCluster.ADMIN_PORT, get);
    }

    private void shown(String given, SSLContext tls, int port, byte[] bytes, String... words) throws IOException {
        bench.told(given + (port == LiveCluster.ADMIN_PORT ? ", administration" : ", peer port"),
                readable(BadInputTraffic.sent(tls, alpha, port, bytes)), words);
    }
}
