package dev.vigil.comm.trust;

import dev.vigil.lcd.model.NodeId;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS 1.3 of every kind of connection, with keys that follow {@link LiveIdentity}: contexts and managers are made once and show
 * new files from the next handshake on. The consumer of warnings is called on the thread of the handshake and must not block.
 */
public final class TlsContexts {
    public static final String PROTOCOL = "TLSv1.3";
    private final LiveIdentity identity;
    private final InstantSource clock;
    private final Consumer<DateWarning> warnings;

    public TlsContexts(LiveIdentity identity, InstantSource clock, Consumer<DateWarning> warnings) {
        this.identity = identity;
        this.clock = clock;
        this.warnings = warnings;
    }

    /** The node's key and certificate, with the authority's certificate behind it. */
    public X509ExtendedKeyManager keys() {
        return new LiveKey(identity);
    }

    /** Trust of both sides of a link between nodes: members only, dates are a warning. The server must require a certificate. */
    public X509ExtendedTrustManager trustInNodes() {
        return new ChainTrust(new PeerTrust.OfNodes(identity::authority, clock, warnings));
    }

    /** Trust of the administration's server, which requests a certificate without requiring one: callers with a role. */
    public X509ExtendedTrustManager trustInCallers() {
        return new ChainTrust(new PeerTrust.OfCallers(identity::authority, clock));
    }

    /** A context for either side of a link between nodes; allow it {@link #PROTOCOL} only and require the client's certificate. */
    public SSLContext nodeLink() {
        return context(keys(), trustInNodes());
    }

    /** A context for the administration's server; allow it {@link #PROTOCOL} only and want, not need, a client's certificate. */
    public SSLContext adminServer() {
        return context(keys(), trustInCallers());
    }

    /** For a client of the administration that has the authority's certificate and a token: any node of the cluster will do. */
    public static SSLContext client(X509Certificate authority, InstantSource clock, Consumer<DateWarning> warnings) {
        return context(null, new ChainTrust(new PeerTrust.OfNodes(() -> authority, clock, warnings)));
    }

    /** For a joiner, which knows only the fingerprint in its invitation. */
    public static SSLContext joiner(Invitation invitation) {
        return context(null, new ChainTrust(new PeerTrust.OfInvitation(invitation.fingerprint())));
    }

    /** The node at the other end of an established link; empty when it showed no node's certificate. */
    public static Optional<NodeId> peerNode(SSLSession session) {
        return peer(session).flatMap(Subject::node);
    }

    /** The fingerprint of the key of the node at the other end; empty when it showed no certificate. */
    public static Optional<String> peerKey(SSLSession session) {
        return peer(session).map(Certificates::keyFingerprint);
    }

    /** The caller at the other end of a connection to the administration; empty when it showed no certificate. */
    public static Optional<Caller> peerCaller(SSLSession session) {
        return peer(session).flatMap(Caller::ofCertificate);
    }

    private static Optional<X509Certificate> peer(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate first ? Optional.of(first) : Optional.empty();
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }

    private static SSLContext context(@Nullable KeyManager keys, TrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance(PROTOCOL);
            // An empty list, not null: with null the library would look for a key store of the machine's user.
            context.init(keys == null ? new KeyManager[0] : new KeyManager[]{keys}, new TrustManager[]{trust}, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no " + PROTOCOL, impossible);
        }
    }
}
