package dev.vigil.comm.trust;

import dev.vigil.lcd.model.NodeId;
import java.nio.charset.StandardCharsets;

/**
 * The key with which one node signs its heartbeats: HKDF-SHA-256 (RFC 5869) of the cluster key, without salt, 32 bytes, with the
 * info string {@code "vigil heartbeat v1|" + keyNumber + "|" + sender} in UTF-8. A key of its own per sender means that a
 * datagram cannot be turned round and sent back as if it were the receiver's own.
 */
public final class HeartbeatKeys {
    private HeartbeatKeys() {}

    /** The 32 bytes for HMAC-SHA-256 over the datagrams of {@code sender} that carry {@code keyNumber}. */
    public static byte[] derive(byte[] clusterKey, int keyNumber, NodeId sender) {
        String info = "vigil heartbeat v1|" + keyNumber + "|" + sender.value();
        return Digests.hkdf(new byte[0], clusterKey, info.getBytes(StandardCharsets.UTF_8), Digests.HASH_LENGTH);
    }
}
