package dev.vigil.comm.trust;

import java.security.cert.X509Certificate;
import java.util.Optional;

/** Who asks, with which right, and by what this was shown; the name stands in the audit of each change. */
public record Caller(String name, Role role, How how) {
    /** By what a caller has shown who it is. */
    public enum How {
        CERTIFICATE, TOKEN, LOCAL_TOKEN
    }

    /**
     * The caller that a client certificate stands for. The certificate must have passed the handshake of the administration
     * port; its OU names the role. Empty for a node's certificate: nodes speak on their own port.
     */
    public static Optional<Caller> ofCertificate(X509Certificate certificate) {
        return Subject.of(certificate)
                .flatMap(subject -> Role.ofWord(subject.unit()).map(role -> new Caller(subject.name(), role, How.CERTIFICATE)));
    }
}
