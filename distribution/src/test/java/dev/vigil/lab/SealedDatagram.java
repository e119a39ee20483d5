package dev.vigil.lab;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.google.protobuf.ByteString;

import dev.vigil.comm.trust.ClusterKeys;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.protocol.node.Datagram;
import dev.vigil.protocol.node.Heartbeat;
import dev.vigil.protocol.node.Life;

/**
 * A datagram in the form that nodes send, with any part of it as it should not be. Written from the description of the form, not with
 * the classes of a node, so that both are tried.
 */
record SealedDatagram(int magic, int keyNumber, NodeId sender, byte[] key, byte[] content) {

    static final int MAGIC = 0x56474C01;
    private static final int MAC_BYTES = 32;
    private static final int HEAD_BYTES = 9;

    /** As {@code sender} itself would seal it. */
    static SealedDatagram of(ClusterKeys keys, NodeId sender, Datagram content) {
        int number = keys.newest().number();
        return new SealedDatagram(MAGIC, number, sender, keys.heartbeatKey(number, sender).orElseThrow(), content.toByteArray());
    }

    static Datagram heartbeat(byte[] cluster, Incarnation life, String path, long sequence) {
        return Datagram.newBuilder().setCluster(ByteString.copyFrom(cluster))
                .setLife(Life.newBuilder().setCounter(life.counter()).setNonce(life.nonce())).setPath(path)
                .setHeartbeat(Heartbeat.newBuilder().setSequence(sequence)).build();
    }

    SealedDatagram withMagic(int other) {
        return new SealedDatagram(other, keyNumber, sender, key, content);
    }

    SealedDatagram withKey(int number, byte[] other) {
        return new SealedDatagram(magic, number, sender, other, content);
    }

    SealedDatagram withContent(byte[] other) {
        return new SealedDatagram(magic, keyNumber, sender, key, other);
    }

    byte[] bytes() {
        byte[] name = sender.value().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + name.length + content.length + MAC_BYTES);
        out.putInt(magic).putInt(keyNumber).put((byte) name.length).put(name).put(content);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(out.array(), 0, out.position());
            return out.put(mac.doFinal()).array();
        } catch (GeneralSecurityException e) {
            throw new LabFailure("no HMAC here", e);
        }
    }

    /** From a port of its own, so that the log names it apart from all others. */
    static void send(String address, int port, byte[] bytes) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName(address), port));
        }
    }
}
