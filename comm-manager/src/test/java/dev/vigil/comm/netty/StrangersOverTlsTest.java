package dev.vigil.comm.netty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.vigil.comm.ClusterId;
import dev.vigil.comm.Roll;
import dev.vigil.comm.Topology;
import dev.vigil.comm.Urgency;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Timing;
import dev.vigil.protocol.node.Frame;
import dev.vigil.protocol.node.Hello;
import dev.vigil.protocol.node.LinkMessage;
import io.netty.handler.ssl.JdkSslContext;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that has a certificate of the cluster and misbehaves: each time it is shown out, and the peers go on. */
class StrangersOverTlsTest {
    private static final int MAJOR = TestNode.VERSION.major();
    private final TestTrust trust = new TestTrust();
    private TestNode alpha;
    private TestNode bravo;

    @BeforeEach
    void meet() {
        alpha = new TestNode("alpha", 1, trust);
        bravo = new TestNode("bravo", 1, trust);
        alpha.manager.configure(TestNode.topology("alpha", Timing.DEFAULT, 1, "bravo"));
        bravo.manager.configure(TestNode.topology("bravo", Timing.DEFAULT, 1, "alpha"));
        TestNode.await("link", () -> alpha.statistics().carriers().size() == 1 && bravo.statistics().carriers().size() == 1);
    }

    @AfterEach
    void goesOnAndEnds() {
        try (TestNode first = alpha; TestNode second = bravo) {
            first.tell("bravo", "still here", Urgency.ORDINARY);
            TestNode.await("heard", () -> second.messages().contains("alpha/1 still here"));
        }
    }

    private SSLSocket knock(String certifiedName, String from) throws IOException {
        Socket plain = new Socket();
        plain.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        plain.connect(TestNode.address("bravo", 1), 2000);
        SSLSocket tls = (SSLSocket) ((JdkSslContext) trust.contexts(certifiedName).client()).context().getSocketFactory()
                .createSocket(plain, "bravo", 0, true);
        tls.setSoTimeout(10_000);
        tls.startHandshake();
        return tls;
    }

    private static Hello hello(String node, int major, ClusterId cluster) {
        return Hello.newBuilder().setMajor(major).setCluster(ByteString.copyFrom(cluster.toBytes())).setNode(node)
                .setLife(DatagramCodec.life(new Incarnation(1, 8))).setPath("alpha-bravo/lan1").build();
    }

    private static void send(SSLSocket socket, Frame frame) throws IOException {
        byte[] bytes = frame.toByteArray();
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(bytes.length);
        out.write(bytes);
        out.flush();
    }

    private static void assertShownOut(SSLSocket socket) throws IOException {
        try {
            assertEquals(0, socket.getInputStream().readAllBytes().length);
        } catch (java.net.SocketTimeoutException open) {
            throw new AssertionError("the connection is still open", open);
        } catch (java.net.SocketException | javax.net.ssl.SSLException reset) {
            assertTrue(reset.getMessage().matches("(?i).*(reset|broken|abort|closed).*"), reset.toString());
        }
    }

    private void shownOut(String certifiedName, Hello hello) throws IOException {
        try (SSLSocket socket = knock(certifiedName, "127.7.1.50")) {
            send(socket, Frame.newBuilder().setHello(hello).build());
            assertShownOut(socket);
        }
    }

    @Test
    void aNodeThatCallsItselfAnotherThanItsCertificate() throws IOException {
        shownOut("mallory", hello("alpha", MAJOR, TestNode.CLUSTER));
    }

    @Test
    void anotherClusterOrVersion() throws IOException {
        shownOut("alpha", hello("alpha", MAJOR, new ClusterId("another one")));
        shownOut("alpha", hello("alpha", MAJOR + 1, TestNode.CLUSTER));
    }

    @Test
    void anotherMachineThanTheOneThatBearsTheName() throws IOException {
        TreeMap<NodeId, Roll.Member> members = new TreeMap<>();
        members.put(new NodeId("alpha"), new Roll.Member(0, "9f3c"));
        members.put(new NodeId("bravo"), new Roll.Member(0, ""));
        Topology all = TestNode.topology("bravo", Timing.DEFAULT, 1, "alpha");
        bravo.manager.configure(new Topology(all.paths(), all.timing(), new Roll(3, members)));
        assertEquals(1, bravo.statistics().peers().size());
        shownOut("alpha", hello("alpha", MAJOR, TestNode.CLUSTER));
        shownOut("charlie", hello("charlie", MAJOR, TestNode.CLUSTER));
    }

    @Test
    void aFormerLifeOfANode() throws IOException {
        try (SSLSocket socket = knock("alpha", "127.7.1.50")) {
            Hello old = hello("alpha", MAJOR, TestNode.CLUSTER).toBuilder()
                    .setLife(DatagramCodec.life(new Incarnation(0, 3))).build();
            send(socket, Frame.newBuilder().setHello(old).build());
            socket.getInputStream().readAllBytes(); // its greeting, then the end
        }
    }

    @Test
    void aMessageBeforeTheGreeting() throws IOException {
        try (SSLSocket socket = knock("alpha", "127.7.1.50")) {
            send(socket, Frame.newBuilder().setMessage(LinkMessage.newBuilder().setStream(1).setSequence(1)).build());
            assertShownOut(socket);
        }
    }

    @Test
    void aFrameThatIsTooLong() throws IOException {
        try (SSLSocket socket = knock("alpha", "127.7.1.50")) {
            new DataOutputStream(socket.getOutputStream()).writeInt(FrameCodec.MAX_FRAME + 1);
            assertShownOut(socket);
        }
    }

    @Test
    void aFrameThatIsNoFrame() throws IOException {
        try (SSLSocket socket = knock("alpha", "127.7.1.50")) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(4);
            out.write(new byte[]{-1, -1, -1, -1});
            assertShownOut(socket);
        }
    }

    @Test
    void oneThatSaysNothing() throws IOException {
        try (SSLSocket socket = knock("alpha", "127.7.1.50")) {
            assertShownOut(socket);
        }
    }

    @Test
    void oneAddressMayNotTakeAllConnections() throws IOException {
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i <= Streams.MAX_CONNECTIONS_PER_ADDRESS; i++) {
                Socket socket = new Socket();
                held.add(socket);
                socket.bind(new InetSocketAddress(InetAddress.getByName("127.7.1.60"), 0));
                socket.connect(TestNode.address("bravo", 1), 2000);
            }
            // Which of them came one too many is up to the threads; far earlier than any time-out one is closed.
            TestNode.await("one is shown out", () -> held.stream().anyMatch(StrangersOverTlsTest::isEnded));
            assertTrue(held.stream().filter(StrangersOverTlsTest::isEnded).count() < held.size() / 2);
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    private static boolean isEnded(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() == -1;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Test
    void aMessageMeantForAFormerLifeOfTheReceiver() throws IOException {
        try (SSLSocket socket = knock("alpha", "127.7.1.50")) {
            send(socket, Frame.newBuilder().setHello(hello("alpha", MAJOR, TestNode.CLUSTER)).build());
            send(socket, Frame.newBuilder().setMessage(LinkMessage.newBuilder().setStream(1).setSequence(1)
                    .setReceiver(DatagramCodec.life(new Incarnation(99, 1))).setPayload(ByteString.copyFromUtf8("forged")))
                    .build());
            TestNode.pause(300);
            assertTrue(bravo.messages().stream().noneMatch(line -> line.contains("forged")), bravo.messages().toString());
        }
    }
}
