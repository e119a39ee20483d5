package dev.vigil.comm.netty;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.comm.trust.ClusterKeys;
import dev.vigil.lcd.model.NodeId;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HeartbeatSealTest {
    private static final byte[] CONTENT = {1, 2, 3, 4, 5};
    private final HeartbeatSeal alpha = new HeartbeatSeal(new NodeId("alpha"), TestNode.key(1, 0));
    private final HeartbeatSeal bravo = new HeartbeatSeal(new NodeId("bravo"), TestNode.key(1, 0));

    @Test
    void aSealedDatagramOpensAtAPeer() {
        byte[] sealed = alpha.seal(CONTENT);
        assertEquals(CONTENT.length + alpha.overhead(), sealed.length);
        HeartbeatSeal.Opened opened = bravo.open(sealed, sealed.length).orElseThrow();
        assertEquals(new NodeId("alpha"), opened.sender());
        assertArrayEquals(CONTENT, Arrays.copyOfRange(sealed, opened.offset(), opened.offset() + opened.length()));
    }

    @Test
    void everyBitCounts() {
        byte[] sealed = alpha.seal(CONTENT);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] bent = sealed.clone();
            bent[bit / 8] ^= (byte) (1 << bit % 8);
            boolean isTaken = HeartbeatSeal.isWellFormed(bent, bent.length) && bravo.open(bent, bent.length).isPresent();
            assertFalse(isTaken, "bit " + bit);
        }
    }

    @Test
    void aCutShortOrEmptyDatagramIsNotWellFormed() {
        byte[] sealed = alpha.seal(CONTENT);
        for (int length = 0; length < sealed.length; length++) {
            byte[] part = Arrays.copyOf(sealed, length);
            assertFalse(HeartbeatSeal.isWellFormed(part, length) && bravo.open(part, length).isPresent(), "length " + length);
        }
    }

    @Test
    void anotherSecretOrNumberIsNotAccepted() {
        byte[] sealed = alpha.seal(CONTENT);
        assertTrue(new HeartbeatSeal(new NodeId("bravo"), TestNode.key(1, 9)).open(sealed, sealed.length).isEmpty());
        assertTrue(new HeartbeatSeal(new NodeId("bravo"), TestNode.key(2, 0)).open(sealed, sealed.length).isEmpty());
    }

    @Test
    void aNewKeyIsOpenedWhileTheOldOneStillSeals() {
        ClusterKeys old = TestNode.key(1, 0);
        ClusterKeys rotated = old.rotate();
        byte[] before = alpha.seal(CONTENT);
        bravo.rotate(rotated);
        assertTrue(bravo.open(before, before.length).isPresent());
        byte[] after = bravo.seal(CONTENT);
        assertTrue(alpha.open(after, after.length).isEmpty());
        alpha.rotate(rotated);
        assertTrue(alpha.open(after, after.length).isPresent());
    }

    @Test
    void aSenderThatIsNoNameIsNotAccepted() {
        byte[] sealed = alpha.seal(CONTENT);
        sealed[9] = '\n';
        assertTrue(bravo.open(sealed, sealed.length).isEmpty());
    }
}
