package dev.vigil.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The node's certificate: signed by the cluster's authority, not about to expire, and its keys for the owner's eyes alone. */
final class CertificatesCheck implements Check {
    static final String NAME = "certificates";
    private static final Duration SOON = Duration.ofDays(30);
    private static final List<String> SECRETS = List.of("ca.key", "node.key", "cluster.key", "admin.token", "tokens");
    private static final Set<PosixFilePermission> OF_THE_OWNER = EnumSet.of(PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE);
    private final Path pki;

    CertificatesCheck(Path home) {
        pki = home.resolve("pki");
    }

    /** What is in the folder; {@code open} are the secrets that others may read. */
    record Facts(boolean isSigned, Instant nodeUntil, Instant authorityUntil, List<String> open) {
        Instant firstEnd() {
            return nodeUntil.isBefore(authorityUntil) ? nodeUntil : authorityUntil;
        }
    }

    @Override
    public Finding look() {
        if (!Files.exists(pki.resolve("node.crt"))) {
            return Finding.warn(NAME, "Not looked at: there is no " + pki.resolve("node.crt") + " that this user can see.",
                    "vigil cluster init or vigil cluster join makes it; else ask as the user of the node.");
        }
        try {
            X509Certificate node = read("node.crt");
            X509Certificate authority = read("ca.crt");
            return judge(
                    new Facts(isSigned(node, authority), node.getNotAfter().toInstant(), authority.getNotAfter().toInstant(),
                            open()),
                    Instant.now());
        } catch (IOException | GeneralSecurityException e) {
            return Finding.fail(NAME, "The certificates in " + pki + " cannot be read: " + e + ".",
                    "Ask as the user of the node; a damaged file comes back from another node or a backup.");
        }
    }

    static Finding judge(Facts facts, Instant now) {
        long days = Duration.between(now, facts.firstEnd()).toDays();
        if (!facts.isSigned()) {
            return Finding.fail(NAME, "The node's certificate is not signed by the authority beside it.",
                    "node.crt and ca.crt are of two clusters: put the right one back, or join again.");
        }
        if (!facts.open().isEmpty()) {
            return Finding.fail(NAME, "Others than the owner may read " + String.join(", ", facts.open()) + ".",
                    "chmod 600 them; if somebody has read them, the cluster is theirs too.");
        }
        if (!now.isBefore(facts.firstEnd())) {
            return Finding.fail(NAME, "The node's certificate or that of the authority expired on " + facts.firstEnd() + ".",
                    "Nodes go on hearing each other and say so; renew it.");
        }
        return now.plus(SOON).isBefore(facts.firstEnd())
                ? Finding.ok(NAME, "The node's certificate is signed by the cluster and valid for " + days + " days.")
                : Finding.warn(NAME, "The node's certificate or that of the authority expires in " + days + " days.",
                        "Renew it before.");
    }

    private X509Certificate read(String name) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(pki.resolve(name))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static boolean isSigned(X509Certificate node, X509Certificate authority) {
        try {
            node.verify(authority.getPublicKey());
            return node.getIssuerX500Principal().equals(authority.getSubjectX500Principal());
        } catch (GeneralSecurityException notSigned) {
            return false;
        }
    }

    /** Where there are no modes, nothing is said of them. */
    private List<String> open() throws IOException {
        List<String> open = new ArrayList<>();
        if (!pki.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return open;
        }
        for (Path file : SECRETS.stream().map(pki::resolve).filter(Files::exists).toList()) {
            Set<PosixFilePermission> given = EnumSet.noneOf(PosixFilePermission.class);
            given.addAll(Files.getPosixFilePermissions(file));
            given.removeAll(OF_THE_OWNER);
            if (!given.isEmpty()) {
                open.add(String.valueOf(file.getFileName()));
            }
        }
        return open;
    }
}
