package dev.vigil.comm.trust;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** Bytes that nobody may read in a log: compared in constant time, printed as a word, copied at every border. */
public final class Secret {
    /** Length of every secret that is made here: 256 bits. */
    public static final int LENGTH = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Secret random() {
        byte[] fresh = new byte[LENGTH];
        RANDOM.nextBytes(fresh);
        return new Secret(fresh);
    }

    public static Secret of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a secret has " + LENGTH + " bytes, not " + bytes.length);
        }
        return new Secret(bytes.clone());
    }

    /** Reads what {@link #text} printed; empty when it is not that. */
    public static Optional<Secret> parse(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return bytes.length == LENGTH ? Optional.of(new Secret(bytes)) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** The secret itself in 43 letters, digits, - and _: for a file of mode 0600 or for the one who may have it. */
    public String text() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** SHA-256 of the bytes, which may be stored: 256 random bits cannot be found from it. */
    public byte[] hash() {
        return Digests.sha256(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes, secret.bytes);
    }

    @Override
    public int hashCode() {
        return MessageDigest.class.hashCode();
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
