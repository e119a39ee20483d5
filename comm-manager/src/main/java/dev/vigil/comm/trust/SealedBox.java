package dev.vigil.comm.trust;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Bytes that only the holder of a private key can read: an ephemeral P-256 key agreement, HKDF-SHA-256 over it with purpose and
 * both public keys as info, AES-256-GCM. Layout: version 1, length (2 bytes) and ephemeral key (X.509), nonce (12), ciphertext.
 */
final class SealedBox {
    private static final byte VERSION = 1;
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_LENGTH = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private SealedBox() {}

    static byte[] seal(byte[] plain, PublicKey recipient, String purpose) {
        KeyPair ephemeral = EcKeys.generate();
        byte[] ephemeralKey = ephemeral.getPublic().getEncoded();
        byte[] nonce = new byte[NONCE_LENGTH];
        RANDOM.nextBytes(nonce);
        try {
            byte[] shared = agree(ephemeral.getPrivate(), recipient);
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, shared, info(purpose, ephemeralKey, recipient), nonce);
            byte[] sealed = cipher.doFinal(plain);
            return ByteBuffer.allocate(3 + ephemeralKey.length + NONCE_LENGTH + sealed.length).put(VERSION)
                    .putShort((short) ephemeralKey.length).put(ephemeralKey).put(nonce).put(sealed).array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("cannot seal to a P-256 key", impossible);
        }
    }

    /** The plain bytes; throws when the box is damaged, was sealed to another key or for another purpose. */
    static byte[] open(byte[] box, KeyPair recipient, String purpose) throws GeneralSecurityException {
        ByteBuffer buffer = ByteBuffer.wrap(box);
        try {
            if (buffer.get() != VERSION) {
                throw new GeneralSecurityException("unknown version of a sealed box");
            }
            byte[] ephemeralKey = take(buffer, Short.toUnsignedInt(buffer.getShort()));
            byte[] nonce = take(buffer, NONCE_LENGTH);
            byte[] sealed = take(buffer, buffer.remaining());
            byte[] shared = agree(recipient.getPrivate(), EcKeys.publicKey(ephemeralKey));
            return cipher(Cipher.DECRYPT_MODE, shared, info(purpose, ephemeralKey, recipient.getPublic()), nonce).doFinal(sealed);
        } catch (BufferUnderflowException cut) {
            throw new GeneralSecurityException("a sealed box is cut off", cut);
        }
    }

    private static byte[] take(ByteBuffer buffer, int length) throws GeneralSecurityException {
        if (length > buffer.remaining()) {
            throw new GeneralSecurityException("a sealed box is cut off");
        }
        byte[] part = new byte[length];
        buffer.get(part);
        return part;
    }

    private static byte[] agree(PrivateKey own, PublicKey other) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own);
        agreement.doPhase(other, true);
        return agreement.generateSecret();
    }

    private static byte[] info(String purpose, byte[] ephemeralKey, PublicKey recipient) {
        ByteArrayOutputStream info = new ByteArrayOutputStream();
        info.writeBytes(("vigil seal v1|" + purpose + "|").getBytes(StandardCharsets.UTF_8));
        info.writeBytes(ephemeralKey);
        info.writeBytes(recipient.getEncoded());
        return info.toByteArray();
    }

    private static Cipher cipher(int mode, byte[] shared, byte[] info, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] key = Digests.hkdf(new byte[0], shared, info, KEY_LENGTH);
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
