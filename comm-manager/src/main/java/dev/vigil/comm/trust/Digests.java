package dev.vigil.comm.trust;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256 and HKDF-SHA-256 (RFC 5869), which the library of Java 21 does not have. */
final class Digests {
    static final int HASH_LENGTH = 32;
    private static final String HMAC = "HmacSHA256";

    private Digests() {}

    static byte[] sha256(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no SHA-256", impossible);
        }
    }

    /** Extract and expand; an empty salt counts as a block of zeros. */
    static byte[] hkdf(byte[] salt, byte[] input, byte[] info, int length) {
        if (length < 1 || length > 255 * HASH_LENGTH) {
            throw new IllegalArgumentException("HKDF cannot give " + length + " bytes");
        }
        byte[] key = hmac(salt.length == 0 ? new byte[HASH_LENGTH] : salt, input);
        byte[] result = new byte[length];
        byte[] block = new byte[0];
        int done = 0;
        for (int counter = 1; done < length; counter++) {
            byte[] next = Arrays.copyOf(block, block.length + info.length + 1);
            System.arraycopy(info, 0, next, block.length, info.length);
            next[next.length - 1] = (byte) counter;
            block = hmac(key, next);
            int part = Math.min(block.length, length - done);
            System.arraycopy(block, 0, result, done, part);
            done += part;
        }
        return result;
    }

    private static byte[] hmac(byte[] key, byte[] input) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(input);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no " + HMAC, impossible);
        }
    }
}
