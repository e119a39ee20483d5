package dev.vigil.comm.trust;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.lcd.model.NodeId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class KeysTest {
    private static final NodeId ALPHA = new NodeId("alpha");
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void hkdfGivesTheVectorsOfTheStandard() {
        // RFC 5869, appendix A.1 and A.3
        byte[] input = HEX.parseHex("0b".repeat(22));
        byte[] salt = HEX.parseHex("000102030405060708090a0b0c");
        byte[] info = HEX.parseHex("f0f1f2f3f4f5f6f7f8f9");
        assertEquals("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
                HEX.formatHex(Digests.hkdf(salt, input, info, 42)));
        assertEquals("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
                HEX.formatHex(Digests.hkdf(new byte[0], input, new byte[0], 42)));
    }

    @Test
    void heartbeatKeyIsTheDocumentedDerivation() throws GeneralSecurityException {
        byte[] clusterKey = new byte[32];
        Arrays.fill(clusterKey, (byte) 5);
        byte[] extracted = mac(new byte[32], clusterKey);
        byte[] info = "vigil heartbeat v1|3|alpha".getBytes(StandardCharsets.UTF_8);
        byte[] withCounter = Arrays.copyOf(info, info.length + 1);
        withCounter[info.length] = 1;
        assertArrayEquals(mac(extracted, withCounter), HeartbeatKeys.derive(clusterKey, 3, ALPHA));
    }

    @Test
    void heartbeatKeysDifferBySenderAndNumber() {
        byte[] key = Secret.random().bytes();
        assertFalse(Arrays.equals(HeartbeatKeys.derive(key, 1, ALPHA), HeartbeatKeys.derive(key, 1, new NodeId("bravo"))));
        assertFalse(Arrays.equals(HeartbeatKeys.derive(key, 1, ALPHA), HeartbeatKeys.derive(key, 2, ALPHA)));
    }

    @Test
    void rotationKeepsTheKeyBefore() {
        ClusterKeys first = ClusterKeys.create();
        ClusterKeys second = first.rotate();
        ClusterKeys third = second.rotate();
        assertEquals(List.of(2, 3), third.entries().stream().map(ClusterKeys.Entry::number).toList());
        assertArrayEquals(first.heartbeatKey(1, ALPHA).orElseThrow(), second.heartbeatKey(1, ALPHA).orElseThrow());
        assertEquals(Optional.empty(), third.heartbeatKey(1, ALPHA));
        assertEquals(third, ClusterKeys.parse(third.text()));
    }

    @Test
    void keysThatAreNotKeysAreRefused() {
        String good = ClusterKeys.create().text();
        for (String bad : List.of("", "x", "1 short\n", "0" + good.substring(1), good + good, "one" + good.substring(1))) {
            assertThrows(IllegalArgumentException.class, () -> ClusterKeys.parse(bad), bad);
        }
    }

    @Test
    void secretsAreNotPrinted() {
        Secret secret = Secret.random();
        assertFalse((secret + " " + new ClusterKeys.Entry(1, secret)).contains(secret.text()));
        assertEquals(Optional.of(secret), Secret.parse(secret.text()));
        assertEquals(Optional.empty(), Secret.parse("a" + secret.text()));
    }

    @Test
    void boxOpensForItsRecipientAndPurposeOnly() throws GeneralSecurityException {
        KeyPair bravo = EcKeys.generate();
        byte[] plain = "the key".getBytes(StandardCharsets.UTF_8);
        byte[] box = SealedBox.seal(plain, bravo.getPublic(), "test");
        assertArrayEquals(plain, SealedBox.open(box, bravo, "test"));
        assertThrows(GeneralSecurityException.class, () -> SealedBox.open(box, bravo, "other"));
        assertThrows(GeneralSecurityException.class, () -> SealedBox.open(box, EcKeys.generate(), "test"));
        for (int i = 0; i < box.length; i++) {
            byte[] bent = box.clone();
            bent[i] ^= 1;
            assertThrows(GeneralSecurityException.class, () -> SealedBox.open(bent, bravo, "test"), "byte " + i);
            byte[] cut = Arrays.copyOf(box, i);
            assertThrows(GeneralSecurityException.class, () -> SealedBox.open(cut, bravo, "test"), "cut at " + i);
        }
    }

    @Test
    void rolesPermitWhatIsBelowThem() {
        assertTrue(Role.ADMINISTRATOR.permits(Role.GUEST) && Role.OPERATOR.permits(Role.OPERATOR));
        assertFalse(Role.GUEST.permits(Role.OPERATOR) || Role.OPERATOR.permits(Role.ADMINISTRATOR));
        assertEquals(Optional.of(Role.OPERATOR), Role.ofWord("operator"));
        assertEquals(Optional.empty(), Role.ofWord("OPERATOR"));
        assertEquals(Optional.empty(), Role.ofWord("node"));
    }

    private static byte[] mac(byte[] key, byte[] input) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(input);
    }
}
