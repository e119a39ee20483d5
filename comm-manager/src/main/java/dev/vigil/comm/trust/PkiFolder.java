package dev.vigil.comm.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder {@code <home>/pki}: who this node is and whom it trusts. Every write is atomic and durable on return, and readable
 * by the owner only; every read that fails says which file and why. Blocks on the disk: not for the threads of heartbeats.
 */
public final class PkiFolder {
    static final String CA_CERTIFICATE = "ca.crt";
    static final String CA_KEY = "ca.key";
    static final String NODE_CERTIFICATE = "node.crt";
    static final String NODE_KEY = "node.key";
    static final String CLUSTER_KEY = "cluster.key";
    static final String ADMIN_TOKEN = "admin.token";
    static final String TOKENS = "tokens";
    static final String INVITATIONS = "invitations";
    private static final String KEY_LABEL = "PRIVATE KEY";
    private final Path folder;

    private PkiFolder(Path folder) {
        this.folder = folder;
    }

    /** Opens the folder and makes it, for its owner only, where it is missing. */
    public static PkiFolder open(Path folder) throws TrustFault {
        try {
            OwnerOnly.makeDirectory(folder);
            return new PkiFolder(folder);
        } catch (IOException failed) {
            throw new TrustFault(TrustFault.Code.UNWRITABLE, folder + " cannot be made: " + failed, "check the home of the node",
                    failed);
        }
    }

    public Path path() {
        return folder;
    }

    /** Whether this node belongs to a cluster. Its certificate is written last, so an interrupted join does not count. */
    public boolean isMember() {
        return Files.exists(folder.resolve(NODE_CERTIFICATE));
    }

    /** Makes the key of this node and stores it; before membership, since a lost reply to a join must not lose the key. */
    public KeyPair makeNodeKey() throws TrustFault {
        if (isMember()) {
            throw new TrustFault(TrustFault.Code.KEY_MISMATCH,
                    folder.resolve(NODE_CERTIFICATE) + " exists and would lose its key",
                    "this node is a member already; leave the cluster first");
        }
        KeyPair keys = EcKeys.generate();
        write(NODE_KEY, Pem.encode(KEY_LABEL, keys.getPrivate().getEncoded()));
        return keys;
    }

    /** Stores what makes this node a member, the node's own certificate last. */
    public void store(Membership membership) throws TrustFault {
        NodeIdentity.check("the certificate", readKey(NODE_KEY), membership.certificate(), membership.authority().certificate());
        write(CA_CERTIFICATE, Certificates.pem(membership.authority().certificate()));
        write(CA_KEY, Pem.encode(KEY_LABEL, membership.authority().key().getEncoded()));
        storeClusterKeys(membership.keys());
        write(NODE_CERTIFICATE, Certificates.pem(membership.certificate()));
    }

    /** Replaces the node's certificate by another for the same key; a fault, and nothing changed, when it is for another. */
    public void renew(X509Certificate certificate) throws TrustFault {
        NodeIdentity.check("the new certificate", readKey(NODE_KEY), certificate, authorityCertificate());
        write(NODE_CERTIFICATE, Certificates.pem(certificate));
    }

    public void storeClusterKeys(ClusterKeys keys) throws TrustFault {
        write(CLUSTER_KEY, keys.text());
    }

    /** The token of the local administrator; made at the first call. */
    public Secret adminToken() throws TrustFault {
        if (!Files.exists(folder.resolve(ADMIN_TOKEN))) {
            Secret fresh = Secret.random();
            write(ADMIN_TOKEN, fresh.text() + "\n");
            return fresh;
        }
        return Secret.parse(readSecret(ADMIN_TOKEN).strip()).orElseThrow(() -> garbage(ADMIN_TOKEN, "it is not a token", null));
    }

    public X509Certificate authorityCertificate() throws TrustFault {
        return readCertificate(CA_CERTIFICATE);
    }

    /** The authority with its key; a fault when the two files do not belong together. */
    public ClusterAuthority authority() throws TrustFault {
        X509Certificate certificate = authorityCertificate();
        try {
            return ClusterAuthority.of(certificate, readKey(CA_KEY));
        } catch (TrustFault fault) {
            throw fault.code() != TrustFault.Code.KEY_MISMATCH
                    ? fault
                    : new TrustFault(fault.code(), folder.resolve(CA_KEY) + " does not belong to " + CA_CERTIFICATE, fault.hint(),
                            fault);
        }
    }

    /** The node's own identity; a fault when key, certificate and authority do not belong together, none for its dates. */
    public NodeIdentity identity() throws TrustFault {
        X509Certificate certificate = readCertificate(NODE_CERTIFICATE);
        return NodeIdentity.check(folder.resolve(NODE_CERTIFICATE).toString(), readKey(NODE_KEY), certificate,
                authorityCertificate());
    }

    public ClusterKeys clusterKeys() throws TrustFault {
        String text = readSecret(CLUSTER_KEY);
        try {
            return ClusterKeys.parse(text);
        } catch (IllegalArgumentException notKeys) {
            // Only the class of the cause is told: the message of a number that cannot be parsed would print what it read.
            throw garbage(CLUSTER_KEY, "it is not lines of number and key", null);
        }
    }

    /** Lines of one of the small lists; none when the file does not exist. */
    List<String> lines(String name) throws TrustFault {
        return Files.exists(folder.resolve(name)) ? readSecret(name).lines().toList() : List.of();
    }

    void storeLines(String name, Stream<String> lines) throws TrustFault {
        write(name, lines.map(line -> line + "\n").collect(Collectors.joining()));
    }

    TrustFault garbage(String name, String why, @org.jspecify.annotations.Nullable Throwable cause) {
        String sentence = folder.resolve(name) + " is damaged: " + why;
        String hint = "restore it from a backup";
        return cause == null
                ? new TrustFault(TrustFault.Code.GARBAGE, sentence, hint)
                : new TrustFault(TrustFault.Code.GARBAGE, sentence, hint, cause);
    }

    /** Changes whenever one of the identity's files is replaced: time, size and file key of each. */
    String stamp() {
        return Stream.of(CA_CERTIFICATE, NODE_CERTIFICATE, NODE_KEY).map(this::stampOf).collect(Collectors.joining(";"));
    }

    private String stampOf(String name) {
        try {
            var attributes = Files.readAttributes(folder.resolve(name), BasicFileAttributes.class);
            return attributes.lastModifiedTime() + "," + attributes.size() + "," + attributes.fileKey();
        } catch (IOException unreadable) {
            return unreadable.getClass().getName();
        }
    }

    private void write(String name, String text) throws TrustFault {
        AtomicFile.write(folder.resolve(name), text);
    }

    private String readSecret(String name) throws TrustFault {
        return AtomicFile.read(folder.resolve(name), true);
    }

    private X509Certificate readCertificate(String name) throws TrustFault {
        String text = AtomicFile.read(folder.resolve(name), false);
        try {
            return Certificates.parse(Pem.decode(Certificates.LABEL, text));
        } catch (CertificateException | IllegalArgumentException notACertificate) {
            throw garbage(name, "it holds no certificate", notACertificate);
        }
    }

    private PrivateKey readKey(String name) throws TrustFault {
        String text = readSecret(name);
        try {
            return EcKeys.privateKey(Pem.decode(KEY_LABEL, text));
        } catch (GeneralSecurityException | IllegalArgumentException notAKey) {
            throw garbage(name, "it holds no private key", null);
        }
    }
}
