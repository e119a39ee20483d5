package dev.vigil.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.security.auth.x500.X500Principal;

/**
 * Trusts the nodes of one cluster: a certificate with OU=node that the cluster's authority has signed. Dates that do not fit are
 * reported and accepted, as between the nodes: an administrator must be able to reach the node whose clock or renewal is wrong.
 */
final class ClusterTrust extends X509ExtendedTrustManager {
    private final X509Certificate authority;
    private final InstantSource clock;
    private final Consumer<String> warning;

    ClusterTrust(X509Certificate authority, InstantSource clock, Consumer<String> warning) {
        this.authority = authority;
        this.clock = clock;
        this.warning = warning;
    }

    static X509Certificate read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (IOException e) {
            throw Failure.unreachable("The certificate of the cluster's authority cannot be read: " + e + ".",
                    "--home names the home of a node; a copy of its pki/ca.crt is enough to reach it from elsewhere.");
        } catch (CertificateException e) {
            throw Failure.unreachable(file + " is not a certificate: " + e.getMessage() + ".",
                    "It should be a copy of pki/ca.crt of a node.");
        }
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0) {
            throw new CertificateException("it shows no certificate");
        }
        X509Certificate leaf = chain[0];
        try {
            leaf.verify(authority.getPublicKey());
        } catch (GeneralSecurityException notSigned) {
            // Without the cause: it would only say that a signature does not match.
            throw new CertificateException("its certificate is not signed by this cluster's authority");
        }
        if (!leaf.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
            throw new CertificateException("its certificate names another authority");
        }
        if (!isNode(leaf.getSubjectX500Principal())) {
            throw new CertificateException("its certificate is not that of a node (" + leaf.getSubjectX500Principal() + ")");
        }
        Instant now = clock.instant();
        Instant from = leaf.getNotBefore().toInstant();
        Instant to = leaf.getNotAfter().toInstant();
        if (now.isBefore(from) || now.isAfter(to)) {
            warning.accept("The node's certificate is valid from " + from + " to " + to + ": a clock or the renewal is wrong.");
        }
    }

    /** The authority writes names without escapes, so the parts can be told by their commas. */
    private static boolean isNode(X500Principal subject) {
        List<String> units = Arrays.stream(subject.getName(X500Principal.RFC2253).split(","))
                .filter(part -> part.startsWith("OU=")).toList();
        return units.equals(List.of("OU=node"));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
        throw new CertificateException("the command line serves nobody");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        throw new CertificateException("the command line serves nobody");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("the command line serves nobody");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[]{authority};
    }
}
