package dev.vigil.comm.trust;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/** Questions one asks of a certificate, and its two forms, DER and PEM. */
public final class Certificates {
    static final String LABEL = "CERTIFICATE";

    private Certificates() {}

    /** SHA-256 of the whole certificate in 64 hexadecimal digits; of the authority's, this is the id of the cluster. */
    public static String fingerprint(X509Certificate certificate) {
        return HexFormat.of().formatHex(Digests.sha256(der(certificate)));
    }

    /** SHA-256 of the public key in 64 hexadecimal digits: the same for every certificate that is renewed for it. */
    public static String keyFingerprint(X509Certificate certificate) {
        return HexFormat.of().formatHex(Digests.sha256(certificate.getPublicKey().getEncoded()));
    }

    /** Time until the certificate expires; negative when it has. */
    public static Duration timeLeft(X509Certificate certificate, Instant now) {
        return Duration.between(now, certificate.getNotAfter().toInstant());
    }

    public static boolean isValidAt(X509Certificate certificate, Instant now) {
        return !now.isBefore(certificate.getNotBefore().toInstant()) && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    /** Whether the authority signed it, whatever its dates say; a certificate of an authority itself does not count. */
    public static boolean isSignedBy(X509Certificate certificate, X509Certificate authority) {
        if (certificate.getBasicConstraints() != -1) {
            return false;
        }
        try {
            certificate.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException notSigned) {
            return false;
        }
    }

    public static X509Certificate parse(byte[] der) throws CertificateException {
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    public static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("a certificate that was read cannot be written", impossible);
        }
    }

    public static String pem(X509Certificate certificate) {
        return Pem.encode(LABEL, der(certificate));
    }
}
