package dev.vigil.comm.netty;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of one test. */
final class TestTrust {
    private final KeyPair authority = keys();
    private final X509Certificate root = sign("test authority", authority, authority.getPrivate(), "test authority", true);

    record Contexts(SslContext client, SslContext server) {}

    Contexts contexts(String node) {
        try {
            KeyPair own = keys();
            X509Certificate certificate = sign(node, own, authority.getPrivate(), "test authority", false);
            SslContext client = SslContextBuilder.forClient().sslProvider(SslProvider.JDK)
                    .keyManager(own.getPrivate(), certificate)
                    .trustManager(root).protocols("TLSv1.3").build();
            SslContext server = SslContextBuilder.forServer(own.getPrivate(), certificate).sslProvider(SslProvider.JDK)
                    .trustManager(root).clientAuth(ClientAuth.REQUIRE).protocols("TLSv1.3").build();
            return new Contexts(client, server);
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static X509Certificate sign(String name, KeyPair subject, PrivateKey issuerKey, String issuer, boolean isAuthority) {
        try {
            Instant now = Instant.now();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(new X500Principal("CN=" + issuer),
                    new BigInteger(64, new java.security.SecureRandom()), Date.from(now.minus(1, ChronoUnit.DAYS)),
                    Date.from(now.plus(1, ChronoUnit.DAYS)), new X500Principal((isAuthority ? "" : "OU=node, ") + "CN=" + name),
                    subject.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKey)));
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
