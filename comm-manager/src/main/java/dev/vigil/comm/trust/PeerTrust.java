package dev.vigil.comm.trust;

import dev.vigil.lcd.model.NodeId;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The three verdicts: of the links between nodes, of the administration's server, and of a joiner that knows a fingerprint only. */
final class PeerTrust {
    private PeerTrust() {}

    /**
     * Trusts nodes of the cluster, by the authority's signature. Dates that do not fit are reported and accepted: a forgotten
     * renewal or a wrong clock must not part nodes that are well, since that would be a failover.
     */
    record OfNodes(Supplier<X509Certificate> authority, InstantSource clock, Consumer<DateWarning> report) implements Verdict {
        @Override
        public void check(List<X509Certificate> chain) throws CertificateException {
            X509Certificate certificate = chain.getFirst();
            NodeId node = nodeSignedBy(certificate, authority.get());
            Instant now = clock.instant();
            if (!Certificates.isValidAt(certificate, now)) {
                report.accept(new DateWarning(node, certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant(),
                        now));
            }
        }

        @Override
        public List<X509Certificate> authorities() {
            return List.of(authority.get());
        }
    }

    /** Trusts callers with a role, signed by the authority, within their dates: an expired right is none. */
    record OfCallers(Supplier<X509Certificate> authority, InstantSource clock) implements Verdict {
        @Override
        public void check(List<X509Certificate> chain) throws CertificateException {
            X509Certificate certificate = chain.getFirst();
            if (!Certificates.isSignedBy(certificate, authority.get())) {
                throw new CertificateException("the certificate is not signed by this cluster's authority");
            }
            Caller caller = Caller.ofCertificate(certificate)
                    .orElseThrow(() -> new CertificateException("the certificate names no role of the administration"));
            if (!Certificates.isValidAt(certificate, clock.instant())) {
                throw new CertificateExpiredException("the certificate of " + caller.name() + " is valid only from "
                        + certificate.getNotBefore().toInstant() + " to " + certificate.getNotAfter().toInstant());
            }
        }

        @Override
        public List<X509Certificate> authorities() {
            return List.of(authority.get());
        }
    }

    /** Trusts a node whose chain brings along the authority of that fingerprint: all that a joiner knows before it has joined. */
    record OfInvitation(String fingerprint) implements Verdict {
        @Override
        public void check(List<X509Certificate> chain) throws CertificateException {
            X509Certificate authority = chain.stream().skip(1)
                    .filter(certificate -> Certificates.fingerprint(certificate).equals(fingerprint)).findFirst()
                    .orElseThrow(() -> new CertificateException("the server is not of the cluster that the invitation names"));
            nodeSignedBy(chain.getFirst(), authority);
        }

        @Override
        public List<X509Certificate> authorities() {
            return List.of();
        }
    }

    private static NodeId nodeSignedBy(X509Certificate certificate, X509Certificate authority) throws CertificateException {
        if (!Certificates.isSignedBy(certificate, authority)) {
            throw new CertificateException("the certificate is not signed by this cluster's authority");
        }
        return Subject.node(certificate).orElseThrow(() -> new CertificateException("the certificate is not that of a node"));
    }
}
