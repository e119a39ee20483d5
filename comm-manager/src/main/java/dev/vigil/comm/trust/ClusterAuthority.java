package dev.vigil.comm.trust;

import dev.vigil.lcd.model.NodeId;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The cluster's certificate authority: makes itself, and signs the certificates of nodes and of the people and programs that
 * administer. Immutable and without a clock: the caller says what time it is. Every node has one, so any node can admit.
 */
public final class ClusterAuthority {
    /** Certificates are valid from a day before they are made, so that clocks that differ by hours stop no handshake. */
    public static final Duration BACKDATED = Duration.ofDays(1);
    public static final Duration AUTHORITY_LIFE = Duration.ofDays(20 * 365 + 5);
    public static final Duration CERTIFICATE_LIFE = Duration.ofDays(2 * 365);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SERIAL_BITS = 126;
    private static final Pattern DNS_NAME = Pattern
            .compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");
    private static final Pattern CLIENT_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9@._-]{0,63}");
    private static final String UNIT = "cluster authority";
    private final X509Certificate certificate;
    private final PrivateKey key;

    private ClusterAuthority(X509Certificate certificate, PrivateKey key) {
        this.certificate = certificate;
        this.key = key;
    }

    /** A new authority with a key of its own, for the cluster of that name. */
    public static ClusterAuthority create(String clusterName, Instant now) {
        KeyPair keys = EcKeys.generate();
        X500Name name = SubjectName.of(new Subject(clusterName, UNIT));
        var builder = builder(name, name, keys.getPublic(), now, AUTHORITY_LIFE);
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        } catch (CertIOException impossible) {
            throw new IllegalStateException("cannot write the extensions of an authority", impossible);
        }
        return new ClusterAuthority(sign(builder, keys.getPrivate()), keys.getPrivate());
    }

    /** An authority that was stored; a fault when the key is not that of the certificate. */
    public static ClusterAuthority of(X509Certificate certificate, PrivateKey key) throws TrustFault {
        if (certificate.getBasicConstraints() < 0 || !EcKeys.isPair(key, certificate.getPublicKey())) {
            throw new TrustFault(TrustFault.Code.KEY_MISMATCH, "the authority's key does not belong to its certificate",
                    "restore ca.crt and ca.key from the same backup, or from another node");
        }
        return new ClusterAuthority(certificate, key);
    }

    public X509Certificate certificate() {
        return certificate;
    }

    PrivateKey key() {
        return key;
    }

    /** The cluster's id: the fingerprint of the authority's certificate. */
    public String clusterId() {
        return Certificates.fingerprint(certificate);
    }

    /** Signs the certificate of a node, for two years, if the request is that node's own. */
    public X509Certificate signNode(byte[] request, NodeId node, Instant now) throws TrustFault {
        Subject subject = new Subject(node.value(), Subject.NODE);
        PublicKey publicKey = keyOf(request, subject.name());
        KeyPurposeId[] purposes = {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
        return issue(subject, publicKey, now, purposes);
    }

    /** Signs the certificate of a caller of the administration, for two years. The role is the signer's word, not the request's. */
    public X509Certificate signClient(byte[] request, String name, Role role, Instant now) throws TrustFault {
        if (!CLIENT_NAME.matcher(name).matches()) {
            throw new TrustFault(TrustFault.Code.BAD_REQUEST, "\"" + name + "\" is not a name for a client certificate",
                    "use 1 to 64 letters, digits, @ . _ and -");
        }
        KeyPurposeId[] purposes = {KeyPurposeId.id_kp_clientAuth};
        return issue(new Subject(name, role.word()), keyOf(request, name), now, purposes);
    }

    private static PublicKey keyOf(byte[] request, String name) throws TrustFault {
        SigningRequest read = SigningRequest.read(request);
        if (!read.subject().name().equals(name)) {
            throw new TrustFault(TrustFault.Code.BAD_REQUEST,
                    "the certificate request is for \"" + read.subject().name() + "\", not for \"" + name + "\"",
                    "make the request under the name that was invited");
        }
        return read.publicKey();
    }

    private X509Certificate issue(Subject subject, PublicKey publicKey, Instant now, KeyPurposeId... purposes) throws TrustFault {
        try {
            X500Name issuer = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
            var builder = builder(issuer, SubjectName.of(subject), publicKey, now, CERTIFICATE_LIFE);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyAgreement));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
            // A node's name may hold signs that no DNS name may; Java refuses to read such an extension, and nothing here needs it.
            if (subject.unit().equals(Subject.NODE) && DNS_NAME.matcher(subject.name()).matches()) {
                builder.addExtension(Extension.subjectAlternativeName, false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, subject.name())));
            }
            return sign(builder, key);
        } catch (CertIOException unwritable) {
            throw new TrustFault(TrustFault.Code.BAD_REQUEST, "no certificate can be written for \"" + subject.name() + "\"",
                    "choose another name", unwritable);
        }
    }

    private static JcaX509v3CertificateBuilder builder(X500Name issuer, X500Name subject, PublicKey key, Instant now,
            Duration life) {
        BigInteger serial = new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE);
        Date notBefore = Date.from(now.minus(BACKDATED));
        return new JcaX509v3CertificateBuilder(issuer, serial, notBefore, Date.from(now.plus(life)), subject, key);
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key) {
        try {
            var holder = builder.build(new JcaContentSignerBuilder(EcKeys.SIGNATURE).build(key));
            return new JcaX509CertificateConverter().getCertificate(holder);
        } catch (OperatorCreationException | GeneralSecurityException impossible) {
            throw new IllegalStateException("cannot sign with a P-256 key", impossible);
        }
    }
}
