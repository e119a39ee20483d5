package dev.vigil.comm.trust;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * The exchange by which a node becomes a member. The joiner asks over TLS to the server whose authority has the invitation's
 * fingerprint, with its name, a certificate request and the secret; the admitting node answers with certificates, and with the
 * authority's key and the cluster keys sealed to the joiner's key.
 */
public final class Admission {
    private static final String PURPOSE_AUTHORITY = "authority key";
    private static final String PURPOSE_CLUSTER = "cluster keys";

    private Admission() {}

    /** What the joiner sends. A message, never compared: hence arrays. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Request(NodeId node, byte[] signingRequest, Secret secret) {}

    /** What an admitted node gets; certificates in DER. A message, never compared: hence arrays. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Grant(byte[] authorityCertificate, byte[] nodeCertificate, byte[] sealedAuthorityKey, byte[] sealedClusterKeys,
            String clusterName, List<String> addresses) {
        public Grant {
            addresses = List.copyOf(addresses);
        }
    }

    /** What the admitting node gives besides the certificate. */
    public record Terms(ClusterAuthority authority, ClusterKeys keys, String clusterName, List<String> addresses) {}

    /** What came of a request. */
    public sealed interface Outcome {
        /** The node may join; the invitation is spent. */
        record Admitted(NodeId node, Grant grant) implements Outcome {}

        /** The node may not; {@code why} is never {@link Redemption.Accepted}. */
        record Refused(Redemption why) implements Outcome {}
    }

    public static Request ask(NodeId node, KeyPair keys, Secret secret) {
        return new Request(node, SigningRequest.make(new Subject(node.value(), Subject.NODE), keys), secret);
    }

    /**
     * Admits the node that asks, or says why not. The request is checked before the invitation is spent on it. Safe for many
     * threads; the invitation is spent, durably, when an admission is returned.
     */
    public static Outcome admit(Request request, InvitationBook book, Terms terms, Ticks now, Instant wallTime)
            throws TrustFault {
        checkName(request);
        Redemption redemption = book.redeem(request.secret(), request.node(), now);
        if (!(redemption instanceof Redemption.Accepted accepted)) {
            return new Outcome.Refused(redemption);
        }
        return new Outcome.Admitted(accepted.node(), grant(request, terms, wallTime));
    }

    private static Grant grant(Request request, Terms terms, Instant wallTime) throws TrustFault {
        ClusterAuthority authority = terms.authority();
        X509Certificate certificate = authority.signNode(request.signingRequest(), request.node(), wallTime);
        byte[] clusterKeys = terms.keys().text().getBytes(StandardCharsets.UTF_8);
        return new Grant(Certificates.der(authority.certificate()), Certificates.der(certificate),
                SealedBox.seal(authority.key().getEncoded(), certificate.getPublicKey(), PURPOSE_AUTHORITY),
                SealedBox.seal(clusterKeys, certificate.getPublicKey(), PURPOSE_CLUSTER), terms.clusterName(), terms.addresses());
    }

    private static void checkName(Request request) throws TrustFault {
        String name = SigningRequest.read(request.signingRequest()).subject().name();
        if (!name.equals(request.node().value())) {
            throw new TrustFault(TrustFault.Code.BAD_REQUEST, "the certificate request is for \"" + name + "\", not for \""
                    + request.node() + "\"", "make the request under the name that was invited");
        }
    }

    /** Opens a grant on the joiner; a fault when it is not from the authority of the invitation, or not for this node's key. */
    public static Membership open(Grant grant, NodeId node, KeyPair keys, String fingerprint) throws TrustFault {
        try {
            X509Certificate authorityCertificate = Certificates.parse(grant.authorityCertificate());
            if (!Certificates.fingerprint(authorityCertificate).equals(fingerprint)) {
                throw new TrustFault(TrustFault.Code.WRONG_AUTHORITY, "the grant is from another authority than the invitation",
                        "ask for a new invitation, and check who answers at that address");
            }
            X509Certificate certificate = Certificates.parse(grant.nodeCertificate());
            NodeIdentity identity = NodeIdentity.check("the granted certificate", keys.getPrivate(), certificate,
                    authorityCertificate);
            if (!identity.node().equals(node)) {
                throw new TrustFault(TrustFault.Code.BAD_REQUEST,
                        "the grant is for node " + identity.node() + ", not for " + node,
                        "join with the name that was invited");
            }
            byte[] key = SealedBox.open(grant.sealedAuthorityKey(), keys, PURPOSE_AUTHORITY);
            byte[] clusterKeys = SealedBox.open(grant.sealedClusterKeys(), keys, PURPOSE_CLUSTER);
            ClusterAuthority authority = ClusterAuthority.of(authorityCertificate, EcKeys.privateKey(key));
            ClusterKeys opened = ClusterKeys.parse(new String(clusterKeys, StandardCharsets.UTF_8));
            return new Membership(authority, certificate, opened, grant.clusterName(), grant.addresses());
        } catch (CertificateException | IllegalArgumentException garbage) {
            throw new TrustFault(TrustFault.Code.GARBAGE, "the grant cannot be read", "ask for a new invitation", garbage);
        } catch (GeneralSecurityException notOurs) {
            throw new TrustFault(TrustFault.Code.KEY_MISMATCH, "the grant is not sealed to this node's key",
                    "ask for a new invitation", notOurs);
        }
    }

    /** The first member's own membership: what {@code cluster init} stores. */
    public static Membership found(ClusterAuthority authority, NodeId node, KeyPair keys, String clusterName, Instant now)
            throws TrustFault {
        X509Certificate certificate = authority.signNode(SigningRequest.make(new Subject(node.value(), Subject.NODE), keys), node,
                now);
        return new Membership(authority, certificate, ClusterKeys.create(), clusterName, List.of());
    }
}
