package dev.vigil.notify.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proof of who sent a body and when: {@code t=SECONDS,v1=HEX}, where HEX is HMAC-SHA-256 of {@code SECONDS.BODY}. With the time inside, an
 * old body that somebody sends again is known by its age.
 */
final class Signature {
    private static final String HMAC = "HmacSHA256";

    private Signature() {}

    static String of(String body, String key, Instant now) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), HMAC));
            byte[] proof = mac.doFinal((now.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8));
            return "t=" + now.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(proof);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no " + HMAC, impossible);
        }
    }
}
