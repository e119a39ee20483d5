package dev.vigil.comm.trust;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Invitations, tokens, keys, requests, certificates and sealed boxes, by the first byte: read, or refused as each documents. A stranger can
 * send most of them.
 */
public final class TrustFuzz {
    private static final KeyPair KEYS = EcKeys.generate();

    private TrustFuzz() {}

    /** One try, as the fuzzer makes it. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        String text = new String(rest, StandardCharsets.UTF_8);
        try {
            switch (input[0] & 7) {
                case 0 -> same(Invitation.parse(text));
                case 1 -> Secret.parse(text).ifPresent(TrustFuzz::same);
                case 2 -> ClusterKeys.parse(text);
                case 3 -> Pem.decode("CERTIFICATE", text);
                case 4 -> SigningRequest.read(rest);
                case 5 -> named(Certificates.parse(rest));
                case 6 -> SealedBox.open(rest, KEYS, "fuzz");
                default -> EcKeys.publicKey(rest);
            }
        } catch (TrustFault | IllegalArgumentException | GeneralSecurityException refused) {
            return;
        }
    }

    private static void same(Invitation invitation) throws TrustFault {
        if (!Invitation.parse(invitation.text()).equals(invitation)) {
            throw new AssertionError("read back otherwise");
        }
    }

    private static void same(Secret secret) {
        if (!Secret.parse(secret.text()).orElseThrow().equals(secret)) {
            throw new AssertionError("read back otherwise");
        }
    }

    private static void named(X509Certificate certificate) {
        Subject.of(certificate);
        Subject.node(certificate);
    }

    public static List<byte[]> seeds() {
        Invitation invitation = new Invitation("10.0.0.1", 7742, Secret.random(), "ab".repeat(32));
        ClusterAuthority authority = ClusterAuthority.create("fuzz", Instant.parse("2026-01-01T00:00:00Z"));
        byte[] certificate = encoded(authority.certificate());
        return List.of(seed(0, invitation.text().getBytes(StandardCharsets.UTF_8)),
                seed(1, Secret.random().text().getBytes(StandardCharsets.UTF_8)),
                seed(2, "1 00".getBytes(StandardCharsets.UTF_8)),
                seed(3, Pem.encode("CERTIFICATE", certificate).getBytes(StandardCharsets.UTF_8)),
                seed(4, SigningRequest.make(new Subject("bravo", Subject.NODE), KEYS)), seed(5, certificate),
                seed(6, SealedBox.seal(new byte[]{1, 2, 3}, KEYS.getPublic(), "fuzz")), seed(7, KEYS.getPublic().getEncoded()));
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] seed(int kind, byte[] bytes) {
        return ByteBuffer.allocate(1 + bytes.length).put((byte) kind).put(bytes).array();
    }
}
