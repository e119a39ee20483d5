package dev.vigil.comm.trust;

import dev.vigil.lcd.model.NodeId;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a node shows to others: its key, its certificate, and the authority that signed it. That the three belong together has
 * been checked; the dates have not, since an expired certificate is a warning and never an outage.
 */
public record NodeIdentity(NodeId node, PrivateKey key, X509Certificate certificate, X509Certificate authority) {
    /** Checks that the three belong together; the fault's sentence names the file as {@code where} says it. */
    static NodeIdentity check(String where, PrivateKey key, X509Certificate certificate, X509Certificate authority)
            throws TrustFault {
        String joinAgain = "restore node.crt and node.key from the same backup, or join again";
        NodeId node = Subject.node(certificate).orElseThrow(
                () -> new TrustFault(TrustFault.Code.GARBAGE, where + " is not the certificate of a node", joinAgain));
        if (!EcKeys.isPair(key, certificate.getPublicKey())) {
            throw new TrustFault(TrustFault.Code.KEY_MISMATCH, where + " does not belong to node.key", joinAgain);
        }
        if (!Certificates.isSignedBy(certificate, authority)) {
            throw new TrustFault(TrustFault.Code.WRONG_AUTHORITY, where + " is not signed by the authority in ca.crt", joinAgain);
        }
        return new NodeIdentity(node, key, certificate, authority);
    }

    /** The key pair, for the request of the next certificate: a renewal keeps the key, so that only one file changes. */
    public KeyPair keyPair() {
        return new KeyPair(certificate.getPublicKey(), key);
    }

    /** The certificate and the authority's, in the order of a handshake; the latter lets a joiner check the fingerprint. */
    public List<X509Certificate> chain() {
        return List.of(certificate, authority);
    }

    @Override
    public String toString() {
        return "identity of " + node;
    }
}
