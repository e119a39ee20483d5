package dev.vigil.comm.trust;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Texts that every node of the cluster can read and nobody else: AES-256-GCM under a key that HKDF-SHA-256 makes from the key of the
 * authority, which every node has from the day it joined and which no rotation replaces. A text is bound to its purpose. Any thread.
 */
public final class ClusterSecrets {
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_LENGTH = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;

    private ClusterSecrets(byte[] key) {
        this.key = key;
    }

    public static ClusterSecrets of(ClusterAuthority authority) {
        return new ClusterSecrets(Digests.hkdf(new byte[0], authority.key().getEncoded(),
                "vigil cluster secrets v1".getBytes(StandardCharsets.UTF_8), KEY_LENGTH));
    }

    /** The sealed text as one word; two seals of one text differ. */
    public String seal(String plain, String purpose) {
        byte[] nonce = new byte[NONCE_LENGTH];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, purpose).doFinal(plain.getBytes(StandardCharsets.UTF_8));
            byte[] all = Arrays.copyOf(nonce, NONCE_LENGTH + sealed.length);
            System.arraycopy(sealed, 0, all, NONCE_LENGTH, sealed.length);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no AES-GCM", impossible);
        }
    }

    /** The plain text; empty when it is damaged, or was sealed in another cluster or for another purpose. */
    public Optional<String> open(String sealed, String purpose) {
        try {
            byte[] all = Base64.getUrlDecoder().decode(sealed);
            if (all.length < NONCE_LENGTH) {
                return Optional.empty();
            }
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(all, NONCE_LENGTH), purpose);
            return Optional.of(new String(cipher.doFinal(all, NONCE_LENGTH, all.length - NONCE_LENGTH), StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String purpose) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
