package dev.vigil.comm.netty;

import dev.vigil.comm.trust.ClusterKeys;
import dev.vigil.lcd.model.NodeId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves who sent a datagram, without a handshake: HMAC-SHA-256 under a key of the sender's own, derived from the cluster key. It
 * does not hide the content. For one thread; MAC instances are reused.
 *
 * <p>Layout: four bytes of magic with the version, key number, length and bytes of the sender's name, content, 32 bytes of MAC.
 */
final class HeartbeatSeal {
    static final int MAC_BYTES = 32;
    private static final int MAGIC = 0x56474C01;
    /** The byte of the magic that numbers the form. */
    private static final int FORM = 0xff;
    private static final int FIXED_HEAD = 4 + 4 + 1;
    private static final int MAX_SENDERS = 1024;
    private static final String ALGORITHM = "HmacSHA256";

    /** An authentic datagram: its sender, and where in the buffer its content stands. */
    record Opened(NodeId sender, int offset, int length) {}

    private record Sender(int key, String name) {}

    private final NodeId self;
    private ClusterKeys keys;
    private final Map<Sender, Mac> macs = new LinkedHashMap<>();
    private final byte[] received = new byte[MAC_BYTES];
    private final byte[] computed = new byte[MAC_BYTES];

    HeartbeatSeal(NodeId self, ClusterKeys keys) {
        this.self = self;
        this.keys = keys;
    }

    /** From now on the newest of these seals, and all of them open. */
    void rotate(ClusterKeys newKeys) {
        keys = newKeys;
        macs.clear();
    }

    /** How many bytes sealing adds. */
    int overhead() {
        return FIXED_HEAD + self.value().length() + MAC_BYTES;
    }

    byte[] seal(byte[] content) {
        byte[] name = self.value().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(FIXED_HEAD + name.length + content.length + MAC_BYTES);
        out.putInt(MAGIC).putInt(keys.newest().number()).put((byte) name.length).put(name).put(content);
        Mac mac = mac(new Sender(keys.newest().number(), self.value())).orElseThrow();
        mac.update(out.array(), 0, out.position());
        finish(mac, out.array(), out.position());
        return out.array();
    }

    /** Whether these bytes have the form of a sealed datagram at all. */
    static boolean isWellFormed(byte[] bytes, int length) {
        if (length < FIXED_HEAD + 1 + MAC_BYTES || ByteBuffer.wrap(bytes).getInt() != MAGIC) {
            return false;
        }
        int name = bytes[FIXED_HEAD - 1];
        return name > 0 && length >= FIXED_HEAD + name + MAC_BYTES;
    }

    /** Which form the bytes have when it is that of another version of this program; empty when it is none of ours at all. */
    static String otherForm(byte[] bytes, int length) {
        if (length < Integer.BYTES) {
            return "";
        }
        int magic = ByteBuffer.wrap(bytes).getInt();
        boolean isOther = magic != MAGIC && magic >>> Byte.SIZE == MAGIC >>> Byte.SIZE;
        return isOther ? " form=" + (magic & FORM) + " this-node-reads=" + (MAGIC & FORM) : "";
    }

    /** Opens well-formed bytes; empty when the seal is not the sender's. */
    Optional<Opened> open(byte[] bytes, int length) {
        int nameLength = bytes[FIXED_HEAD - 1];
        String name = new String(bytes, FIXED_HEAD, nameLength, StandardCharsets.US_ASCII);
        int key = ByteBuffer.wrap(bytes).getInt(4);
        Optional<Mac> mac = mac(new Sender(key, name));
        if (mac.isEmpty()) {
            return Optional.empty();
        }
        int sealed = length - MAC_BYTES;
        mac.get().update(bytes, 0, sealed);
        finish(mac.get(), computed, 0);
        System.arraycopy(bytes, sealed, received, 0, MAC_BYTES);
        if (!MessageDigest.isEqual(computed, received)) {
            return Optional.empty();
        }
        int offset = FIXED_HEAD + nameLength;
        return Optional.of(new Opened(new NodeId(name), offset, sealed - offset));
    }

    private static void finish(Mac mac, byte[] out, int offset) {
        try {
            mac.doFinal(out, offset);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("no room for a MAC", impossible);
        }
    }

    private Optional<Mac> mac(Sender sender) {
        Mac known = macs.get(sender);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<byte[]> secret = secret(sender);
        if (secret.isEmpty()) {
            return Optional.empty();
        }
        if (macs.size() >= MAX_SENDERS) {
            macs.clear(); // only names made up by a stranger come to so many
        }
        Mac fresh = hmac(secret.get());
        macs.put(sender, fresh);
        return Optional.of(fresh);
    }

    private Optional<byte[]> secret(Sender sender) {
        try {
            return keys.heartbeatKey(sender.key(), new NodeId(sender.name()));
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    private static Mac hmac(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java runtime has " + ALGORITHM, missing);
        }
    }
}
