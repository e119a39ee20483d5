package dev.vigil.comm.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.lcd.model.NodeId;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real handshakes of TLS 1.3, both engines in this memory, through the contexts that production uses. */
class TlsContextsTest {
    private static final Instant LATER = TestCluster.NOW.plus(Duration.ofDays(800));
    private static final Optional<NodeId> ALPHA = Optional.of(new NodeId("alpha"));
    private static final Optional<NodeId> BRAVO = Optional.of(new NodeId("bravo"));

    @TempDir
    private Path home;
    private final TestCluster cluster = new TestCluster();
    private final List<DateWarning> warnings = new ArrayList<>();
    private PkiFolder alphaFolder;
    private TlsContexts alpha;

    @BeforeEach
    void makeAlpha() throws TrustFault {
        alphaFolder = cluster.member(home.resolve("alpha"), "alpha", TestCluster.NOW);
        alpha = tls(alphaFolder, TestCluster.NOW);
    }

    private TlsContexts tls(PkiFolder folder, Instant now) throws TrustFault {
        return new TlsContexts(LiveIdentity.open(folder), InstantSource.fixed(now), warnings::add);
    }

    private TlsContexts bravo(Instant signed, Instant now) throws TrustFault {
        return tls(cluster.member(home.resolve("bravo"), "bravo", signed), now);
    }

    @Test
    void membersShakeHandsAndKnowEachOther() throws Exception {
        TlsContexts bravo = bravo(TestCluster.NOW, TestCluster.NOW);
        Handshake done = nodeLink(bravo, alpha);
        assertEquals("TLSv1.3", done.client().getProtocol());
        assertEquals(ALPHA, TlsContexts.peerNode(done.client()));
        assertEquals(BRAVO, TlsContexts.peerNode(done.server()));
        assertEquals(List.of(), warnings);
    }

    @Test
    void serverOfAnotherClusterOfTheSameNameIsRejected() throws Exception {
        TlsContexts stranger = tls(new TestCluster().member(home.resolve("stranger"), "bravo", TestCluster.NOW), TestCluster.NOW);
        SSLException refused = assertThrows(SSLException.class, () -> nodeLink(alpha, stranger));
        assertTrue(reasons(refused).contains("not signed by this cluster's authority"), reasons(refused));
    }

    @Test
    void clientOfAnotherClusterIsRejectedByTheServer() throws Exception {
        PkiFolder strange = new TestCluster().member(home.resolve("stranger"), "bravo", TestCluster.NOW);
        LiveIdentity identity = LiveIdentity.open(strange);
        SSLContext trustsUs = context(new LiveKey(identity), alpha.trustInNodes());
        SSLException refused = assertThrows(SSLException.class,
                () -> Handshake.of(client(trustsUs), NettyTls.nodeServer(alpha).newEngine(UnpooledByteBufAllocator.DEFAULT)));
        assertTrue(reasons(refused).contains("not signed by this cluster's authority"), reasons(refused));
    }

    @Test
    void clientWithoutCertificateIsRejectedOnTheNodeLink() {
        SSLContext bare = TlsContexts.client(cluster.authority.certificate(), InstantSource.fixed(TestCluster.NOW),
                warnings::add);
        assertThrows(SSLHandshakeException.class,
                () -> Handshake.of(client(bare), NettyTls.nodeServer(alpha).newEngine(UnpooledByteBufAllocator.DEFAULT)));
    }

    @Test
    void callersCertificateIsRejectedOnTheNodeLink() throws Exception {
        SSLContext ann = context(clientKey("ann", Role.ADMINISTRATOR), alpha.trustInNodes());
        SSLException refused = assertThrows(SSLException.class,
                () -> Handshake.of(client(ann), NettyTls.nodeServer(alpha).newEngine(UnpooledByteBufAllocator.DEFAULT)));
        assertTrue(reasons(refused).contains("not that of a node"), reasons(refused));
    }

    @Test
    void olderProtocolIsRejectedOnTheNodeLink() throws Exception {
        SSLEngine old = client(bravo(TestCluster.NOW, TestCluster.NOW).nodeLink());
        old.setEnabledProtocols(new String[]{"TLSv1.2"});
        assertThrows(SSLHandshakeException.class,
                () -> Handshake.of(old, NettyTls.nodeServer(alpha).newEngine(UnpooledByteBufAllocator.DEFAULT)));
    }

    @Test
    void expiredNodesAreAcceptedAndReportedByBoth() throws Exception {
        Handshake done = nodeLink(bravo(TestCluster.NOW, LATER), tls(alphaFolder, LATER));
        assertEquals(BRAVO, TlsContexts.peerNode(done.server()));
        assertEquals(List.of("alpha", "bravo"), warnings.stream().map(warning -> warning.node().value()).sorted().toList());
        assertTrue(warnings.getFirst().notAfter().isBefore(LATER));
    }

    @Test
    void nodeWhoseClockIsBehindIsAcceptedAndReported() throws Exception {
        nodeLink(bravo(LATER, TestCluster.NOW), alpha);
        assertEquals(List.of("bravo"), warnings.stream().map(warning -> warning.node().value()).toList());
    }

    @Test
    void expiredNodeOfAnotherClusterIsRejectedAllTheSame() throws Exception {
        TlsContexts stranger = tls(new TestCluster().member(home.resolve("stranger"), "bravo", TestCluster.NOW), LATER);
        assertThrows(SSLException.class, () -> nodeLink(tls(alphaFolder, LATER), stranger));
        assertEquals(List.of(), warnings);
    }

    @Test
    void administrationTakesClientsWithAndWithoutCertificate() throws Exception {
        SSLContext bare = TlsContexts.client(cluster.authority.certificate(), InstantSource.fixed(TestCluster.NOW),
                warnings::add);
        Handshake nobody = Handshake.of(client(bare), adminEngine(alpha));
        assertEquals(Optional.empty(), TlsContexts.peerCaller(nobody.server()));
        Handshake ann = Handshake.of(client(context(clientKey("ann", Role.OPERATOR), alpha.trustInNodes())), adminEngine(alpha));
        assertEquals(Optional.of(new Caller("ann", Role.OPERATOR, Caller.How.CERTIFICATE)), TlsContexts.peerCaller(ann.server()));
    }

    @Test
    void administrationRejectsAnExpiredCallerAndANode() throws Exception {
        SSLContext ann = context(clientKey("ann", Role.OPERATOR), alpha.trustInNodes());
        SSLException late = assertThrows(SSLException.class,
                () -> Handshake.of(client(ann), adminEngine(tls(alphaFolder, LATER))));
        assertTrue(reasons(late).contains("ann"), reasons(late));
        SSLContext bravo = bravo(TestCluster.NOW, TestCluster.NOW).nodeLink();
        assertThrows(SSLException.class, () -> Handshake.of(client(bravo), adminEngine(alpha)));
    }

    @Test
    void pinnedClientRejectsAnotherClusterButNotAnExpiredServer() throws Exception {
        InstantSource later = InstantSource.fixed(LATER);
        Handshake.of(client(TlsContexts.client(cluster.authority.certificate(), later, warnings::add)), adminEngine(alpha));
        assertEquals(List.of("alpha"), warnings.stream().map(warning -> warning.node().value()).toList());
        X509Certificate other = new TestCluster().authority.certificate();
        assertThrows(SSLException.class,
                () -> Handshake.of(client(TlsContexts.client(other, later, warnings::add)), adminEngine(alpha)));
    }

    @Test
    void callersCertificateCannotPlayAServer() throws Exception {
        SSLContext ann = context(clientKey("ann", Role.ADMINISTRATOR), alpha.trustInCallers());
        SSLContext pinned = TlsContexts.client(cluster.authority.certificate(), InstantSource.fixed(TestCluster.NOW),
                warnings::add);
        SSLEngine server = ann.createSSLEngine();
        server.setUseClientMode(false);
        assertThrows(SSLException.class, () -> Handshake.of(client(pinned), server));
    }

    @Test
    void joinerTrustsTheFingerprintOnly() throws Exception {
        Invitation right = new Invitation("alpha", 7742, Secret.random(), cluster.authority.clusterId());
        Handshake done = Handshake.of(client(TlsContexts.joiner(right)), adminEngine(alpha));
        assertEquals(ALPHA, TlsContexts.peerNode(done.client()));
        Invitation wrong = new Invitation("alpha", 7742, Secret.random(), new TestCluster().authority.clusterId());
        assertThrows(SSLException.class, () -> Handshake.of(client(TlsContexts.joiner(wrong)), adminEngine(alpha)));
    }

    @Test
    void joinerRejectsTheRightAuthorityBehindAForeignCertificate() throws Exception {
        // A liar can send the authority's public certificate along; it must also have signed the first one.
        LiveIdentity strange = LiveIdentity.open(new TestCluster().member(home.resolve("stranger"), "alpha", TestCluster.NOW));
        NodeIdentity lie = new NodeIdentity(strange.current().node(), strange.current().key(), strange.current().certificate(),
                cluster.authority.certificate());
        Verdict joiner = new PeerTrust.OfInvitation(cluster.authority.clusterId());
        assertThrows(CertificateException.class, () -> joiner.check(lie.chain()));
        assertThrows(CertificateException.class, () -> joiner.check(List.of(cluster.authority.certificate())));
    }

    @Test
    void renewedCertificateIsShownByTheSameContext() throws Exception {
        LiveIdentity identity = LiveIdentity.open(alphaFolder);
        TlsContexts live = new TlsContexts(identity, InstantSource.fixed(LATER), warnings::add);
        var server = NettyTls.nodeServer(live);
        SSLContext bravo = bravo(LATER, LATER).nodeLink();
        X509Certificate before = shown(Handshake.of(client(bravo), server.newEngine(UnpooledByteBufAllocator.DEFAULT)));
        assertInstanceOf(LiveIdentity.Refresh.Unchanged.class, identity.refresh());
        byte[] request = TestCluster.request("alpha", "node", identity.current().keyPair());
        alphaFolder.renew(cluster.authority.signNode(request, ALPHA.orElseThrow(), LATER));
        assertInstanceOf(LiveIdentity.Refresh.Reloaded.class, identity.refresh());
        warnings.clear();
        X509Certificate after = shown(Handshake.of(client(bravo), server.newEngine(UnpooledByteBufAllocator.DEFAULT)));
        assertNotEquals(before, after);
        assertEquals(List.of(), warnings);
        assertTrue(identity.byAlias(before.getSerialNumber().toString(36)).isPresent(), "a handshake under way needs the former");
    }

    @Test
    void brokenFilesKeepTheIdentityThatWorks() throws Exception {
        LiveIdentity identity = LiveIdentity.open(alphaFolder);
        NodeIdentity before = identity.current();
        String good = Files.readString(home.resolve("alpha/node.crt"));
        Files.writeString(home.resolve("alpha/node.crt"), "half");
        var broken = assertInstanceOf(LiveIdentity.Refresh.Broken.class, identity.refresh());
        assertEquals(TrustFault.Code.GARBAGE, broken.fault().code());
        assertEquals(before, identity.current());
        Files.writeString(home.resolve("alpha/node.crt"), good + "\n");
        assertInstanceOf(LiveIdentity.Refresh.Reloaded.class, identity.refresh());
    }

    private X509ExtendedKeyManager clientKey(String name, Role role) throws TrustFault {
        KeyPair keys = EcKeys.generate();
        X509Certificate certificate = cluster.authority.signClient(TestCluster.request(name, "", keys), name, role,
                TestCluster.NOW);
        return new FixedKey(keys.getPrivate(), certificate);
    }

    private static Handshake nodeLink(TlsContexts client, TlsContexts server) throws SSLException {
        return Handshake.of(NettyTls.nodeClient(client).newEngine(UnpooledByteBufAllocator.DEFAULT, "10.0.0.1", 7741),
                NettyTls.nodeServer(server).newEngine(UnpooledByteBufAllocator.DEFAULT));
    }

    private static SSLEngine client(SSLContext context) {
        SSLEngine engine = context.createSSLEngine("10.0.0.1", 7742);
        engine.setUseClientMode(true);
        return engine;
    }

    private static SSLEngine adminEngine(TlsContexts tls) {
        SSLEngine engine = tls.adminServer().createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(new String[]{TlsContexts.PROTOCOL});
        engine.setWantClientAuth(true);
        return engine;
    }

    private static SSLContext context(KeyManager keys, TrustManager trust) throws Exception {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(new KeyManager[]{keys}, new TrustManager[]{trust}, null);
        return context;
    }

    private static X509Certificate shown(Handshake done) throws SSLException {
        return (X509Certificate) done.client().getPeerCertificates()[0];
    }

    private static String reasons(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            text.append(cause.getMessage()).append(" | ");
        }
        return text.toString();
    }

    /** Two engines that were cranked by hand until both had finished; throws what either of them threw. */
    private record Handshake(SSLSession client, SSLSession server) {
        private static final int MAX_TURNS = 200;

        static Handshake of(SSLEngine client, SSLEngine server) throws SSLException {
            ByteBuffer toServer = ByteBuffer.allocate(100_000);
            ByteBuffer toClient = ByteBuffer.allocate(100_000);
            client.beginHandshake();
            server.beginHandshake();
            int quiet = 0;
            for (int turn = 0; turn < MAX_TURNS && quiet < 2; turn++) {
                boolean moved = crank(client, toClient, toServer) | crank(server, toServer, toClient);
                quiet = moved ? 0 : quiet + 1;
            }
            assertEquals(SSLEngineResult.HandshakeStatus.NOT_HANDSHAKING, client.getHandshakeStatus());
            assertEquals(SSLEngineResult.HandshakeStatus.NOT_HANDSHAKING, server.getHandshakeStatus());
            return new Handshake(client.getSession(), server.getSession());
        }

        private static boolean crank(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
            in.flip();
            SSLEngineResult read = engine.unwrap(in, ByteBuffer.allocate(40_000));
            in.compact();
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
            SSLEngineResult written = engine.wrap(ByteBuffer.allocate(0), out);
            return read.bytesConsumed() + written.bytesProduced() > 0;
        }
    }
}
