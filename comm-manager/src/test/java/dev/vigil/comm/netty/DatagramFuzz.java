package dev.vigil.comm.netty;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.vigil.comm.ClusterId;
import dev.vigil.comm.heartbeat.Acknowledgement;
import dev.vigil.comm.heartbeat.Heard;
import dev.vigil.comm.heartbeat.Heartbeat;
import dev.vigil.comm.heartbeat.HeartbeatMachine;
import dev.vigil.comm.heartbeat.NodeVersion;
import dev.vigil.comm.heartbeat.Opaque;
import dev.vigil.comm.heartbeat.PathEcho;
import dev.vigil.comm.heartbeat.PathToPeer;
import dev.vigil.comm.heartbeat.Summary;
import dev.vigil.comm.trust.ClusterKeys;
import dev.vigil.comm.trust.Secret;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.Timing;
import dev.vigil.protocol.node.Datagram;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Datagrams, first as a stranger sends them, then as the content that a peer with the key has sealed: dropped as the two documented exceptions
 * say, or taken in by the machine that judges the peers, which never throws.
 */
public final class DatagramFuzz {
    private static final ClusterId CLUSTER = new ClusterId("shop");
    private static final NodeId ALPHA = new NodeId("alpha");
    private static final NodeId BRAVO = new NodeId("bravo");
    private static final PathId LAN = new PathId("lan1");
    private static final Incarnation LIFE = new Incarnation(3, 7);
    private static final DatagramCodec CODEC = codec();
    private static final HeartbeatSeal SEAL = new HeartbeatSeal(BRAVO,
            new ClusterKeys(List.of(new ClusterKeys.Entry(1, Secret.of(new byte[Secret.LENGTH])))));

    private DatagramFuzz() {}

    private static DatagramCodec codec() {
        DatagramCodec codec = new DatagramCodec(CLUSTER, LIFE, new NodeVersion(1, 0, "0.1.0"));
        codec.paths(List.of(LAN));
        return codec;
    }

    /** One try, as the fuzzer makes it. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (HeartbeatSeal.isWellFormed(input, input.length)) {
            SEAL.open(input, input.length);
        }
        byte[] sealed = SEAL.seal(input);
        HeartbeatSeal.Opened opened = SEAL.open(sealed, sealed.length).orElseThrow();
        if (!Arrays.equals(input, Arrays.copyOfRange(sealed, opened.offset(), opened.offset() + opened.length()))) {
            throw new AssertionError("opened otherwise than sealed");
        }
        try {
            taken(DatagramCodec.parse(sealed, opened.offset(), opened.length()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException dropped) {
            return;
        }
    }

    private static void taken(Datagram datagram) throws InvalidProtocolBufferException {
        Heartbeat heartbeat = CODEC.decode(BRAVO, datagram);
        byte[] again = CODEC.encode(heartbeat);
        Heartbeat read = CODEC.decode(BRAVO, DatagramCodec.parse(again, 0, again.length));
        boolean isSame = read.sequence() == heartbeat.sequence() && read.heard().equals(heartbeat.heard())
                && read.summary().equals(heartbeat.summary()) && read.ownStall().equals(heartbeat.ownStall())
                && read.detection().equals(heartbeat.detection());
        if (!isSame) {
            throw new AssertionError(heartbeat + " is read back as " + read);
        }
        HeartbeatMachine machine = new HeartbeatMachine(ALPHA, LIFE, Timing.DEFAULT, Ticks.ZERO);
        machine.configure(Ticks.ZERO, List.of(new PathToPeer(LAN, BRAVO)), Timing.DEFAULT);
        for (long now = 1; now < 4; now++) {
            machine.heard(new Ticks(now * 50_000_000), LAN, heartbeat);
            machine.judge(new Ticks(now * 300_000_000));
        }
        machine.statistics();
    }

    public static List<byte[]> seeds() {
        Heard heard = new Heard(LIFE, List.of(new PathEcho(LAN, 12, Duration.ofMillis(3), 120)), new Acknowledgement(2, 9));
        Heartbeat heartbeat = new Heartbeat(BRAVO, LIFE, 17, new Ticks(5), LAN, heard, Duration.ofMillis(1), Duration.ofMillis(2),
                Duration.ofMillis(300),
                new Summary(4, 0x1234, new Revision(6), true, Opaque.of(new byte[]{1, 2})), new NodeVersion(1, 1, "x"));
        return List.of(CODEC.encode(heartbeat), CODEC.envelope(LAN).build().toByteArray(), SEAL.seal(new byte[]{8, 1}));
    }
}
