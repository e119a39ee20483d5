package dev.vigil.comm;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Tells one cluster from another on the same network: the fingerprint of the cluster's authority. */
public record ClusterId(String value) {
    /** On the wire stands so much of the digest of the value. */
    public static final int BYTES = 16;

    public ClusterId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a cluster without an identity");
        }
    }

    /** What stands in every datagram and greeting. */
    public byte[] toBytes() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(digest, BYTES);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
