package dev.vigil.cli;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.security.auth.x500.X500Principal;

import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority for tests. */
final class TestCertificates {
    private static final char[] PASSWORD = "test".toCharArray();
    private final KeyPair keys;
    private final X500Principal name;
    final X509Certificate authority;

    TestCertificates(String cluster) throws Exception {
        name = new X500Principal("CN=" + cluster + ",OU=authority");
        keys = newKeys();
        authority = certificate(name, keys, Duration.ofDays(9), true);
    }

    /** TLS for a server whose certificate has this subject and ends in {@code life}; a negative life has ended. */
    SSLContext server(String subject, Duration life) throws Exception {
        KeyPair own = newKeys();
        X509Certificate certificate = certificate(new X500Principal(subject), own, life, false);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", own.getPrivate(), PASSWORD, new X509Certificate[]{certificate, authority});
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    String pem() throws Exception {
        return pem(authority);
    }

    /** A certificate of a node that this authority has signed. */
    String nodePem(Duration life) throws Exception {
        return pem(certificate(new X500Principal("CN=alpha,OU=node"), newKeys(), life, false));
    }

    private static String pem(X509Certificate certificate) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private static KeyPair newKeys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }

    private X509Certificate certificate(X500Principal subject, KeyPair of, Duration life, boolean isAuthority) throws Exception {
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(name, BigInteger.valueOf(now.toEpochMilli()),
                Date.from(now.minus(Duration.ofDays(30))), Date.from(now.plus(life)), subject, of.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }
}
