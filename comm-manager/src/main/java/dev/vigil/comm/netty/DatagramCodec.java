package dev.vigil.comm.netty;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.vigil.comm.ClusterId;
import dev.vigil.comm.heartbeat.Acknowledgement;
import dev.vigil.comm.heartbeat.Heard;
import dev.vigil.comm.heartbeat.Heartbeat;
import dev.vigil.comm.heartbeat.NodeVersion;
import dev.vigil.comm.heartbeat.Opaque;
import dev.vigil.comm.heartbeat.PathEcho;
import dev.vigil.comm.heartbeat.Summary;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.protocol.node.Datagram;
import dev.vigil.protocol.node.Life;
import dev.vigil.protocol.node.Version;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns heartbeats into protobuf and back. Generated classes go no further than this package. */
final class DatagramCodec {
    private static final int NANOS_PER_MICRO = 1000;
    /** All of a thousand, told as one more. */
    private static final int MOST_LOST = 1001;

    private final ByteString cluster;
    private final Life life;
    private final Version version;
    private Map<Integer, PathId> pathOfKey = Map.of();
    private Map<PathId, Integer> keyOfPath = Map.of();

    DatagramCodec(ClusterId cluster, Incarnation incarnation, NodeVersion version) {
        this.cluster = ByteString.copyFrom(cluster.toBytes());
        this.life = life(incarnation);
        this.version = version(version);
    }

    /** The paths whose echoes can be told apart; two whose keys collide would be one in a thousand clusters and are refused. */
    void paths(Collection<PathId> paths) {
        Map<Integer, PathId> byKey = new LinkedHashMap<>();
        Map<PathId, Integer> byPath = new LinkedHashMap<>();
        for (PathId path : paths) {
            int key = key(path);
            PathId other = byKey.put(key, path);
            if (other != null && !other.equals(path)) {
                throw new IllegalArgumentException("paths " + other + " and " + path + " have the same key; rename one");
            }
            byPath.put(path, key);
        }
        pathOfKey = byKey;
        keyOfPath = byPath;
    }

    private static int key(PathId path) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(path.value().getBytes(StandardCharsets.US_ASCII));
            return java.nio.ByteBuffer.wrap(digest).getInt();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }

    Datagram.Builder envelope(PathId path) {
        return Datagram.newBuilder().setCluster(cluster).setLife(life).setPath(path.value());
    }

    boolean isOfThisCluster(ByteString other) {
        return cluster.equals(other);
    }

    byte[] encode(Heartbeat heartbeat) {
        Summary summary = heartbeat.summary();
        dev.vigil.protocol.node.Heartbeat.Builder out = dev.vigil.protocol.node.Heartbeat.newBuilder();
        out.setSequence(heartbeat.sequence()).setSentAtNanos(heartbeat.sentAt().nanos()).setHeard(heard(heartbeat.heard()));
        out.setControllerAgeMicros(micros(heartbeat.controllerAge())).setOwnStallMicros(micros(heartbeat.ownStall()))
                .setDetectionMicros(micros(heartbeat.detection()));
        out.setSummary(dev.vigil.protocol.node.Summary.newBuilder().setConfigNumber(summary.configNumber())
                .setConfigHash(summary.configHash()).setStatusRevision(summary.statusRevision().value())
                .setImpaired(summary.isImpaired()).setOpaque(ByteString.copyFrom(summary.opaque().toBytes())));
        out.setVersion(version);
        return envelope(heartbeat.path()).setHeartbeat(out).build().toByteArray();
    }

    private dev.vigil.protocol.node.Heard heard(Heard heard) {
        dev.vigil.protocol.node.Heard.Builder out = dev.vigil.protocol.node.Heard.newBuilder();
        if (heard.incarnation().equals(Incarnation.NONE)) {
            return out.build();
        }
        out.setLife(life(heard.incarnation()));
        out.setStream(heard.acknowledged().stream()).setAcknowledged(heard.acknowledged().sequence());
        for (PathEcho echo : heard.paths()) {
            out.addPaths(dev.vigil.protocol.node.PathEcho.newBuilder().setPathKey(keyOfPath.getOrDefault(echo.path(), 0))
                    .setSequence(echo.sequence()).setAgeMicros(micros(echo.age())).setLost(echo.lostPermille() + 1));
        }
        return out.build();
    }

    /** Throws {@link InvalidProtocolBufferException} for what is no datagram. */
    static Datagram parse(byte[] bytes, int offset, int length) throws InvalidProtocolBufferException {
        return Datagram.parser().parseFrom(bytes, offset, length);
    }

    /** The heartbeat in a datagram. Throws {@link IllegalArgumentException} when a value is out of its range. */
    Heartbeat decode(NodeId sender, Datagram datagram) {
        dev.vigil.protocol.node.Heartbeat in = datagram.getHeartbeat();
        dev.vigil.protocol.node.Summary told = in.getSummary();
        Summary summary = new Summary(told.getConfigNumber(), told.getConfigHash(), new Revision(told.getStatusRevision()),
                told.getImpaired(), Opaque.of(told.getOpaque().toByteArray()));
        return new Heartbeat(sender, incarnation(datagram.getLife()), in.getSequence(), new Ticks(in.getSentAtNanos()),
                new PathId(datagram.getPath()), heard(in.getHeard()), duration(in.getControllerAgeMicros()),
                duration(in.getOwnStallMicros()), duration(in.getDetectionMicros()), summary,
                in.hasVersion() ? version(in.getVersion()) : NodeVersion.UNTOLD);
    }

    private Heard heard(dev.vigil.protocol.node.Heard in) {
        if (incarnation(in.getLife()).equals(Incarnation.NONE)) {
            return Heard.NOTHING;
        }
        List<PathEcho> echoes = new ArrayList<>(in.getPathsCount());
        for (dev.vigil.protocol.node.PathEcho echo : in.getPathsList()) {
            PathId path = pathOfKey.get(echo.getPathKey());
            if (path != null) {
                echoes.add(new PathEcho(path, echo.getSequence(), duration(echo.getAgeMicros()), lost(echo)));
            }
        }
        return new Heard(incarnation(in.getLife()), echoes, new Acknowledgement(in.getStream(), in.getAcknowledged()));
    }

    private static int lost(dev.vigil.protocol.node.PathEcho echo) {
        return Math.clamp(Integer.toUnsignedLong(echo.getLost()), 0, MOST_LOST) - 1;
    }

    static Life life(Incarnation incarnation) {
        return Life.newBuilder().setCounter(incarnation.counter()).setNonce(incarnation.nonce()).build();
    }

    static Incarnation incarnation(Life life) {
        return new Incarnation(life.getCounter(), life.getNonce());
    }

    static Version version(NodeVersion version) {
        return Version.newBuilder().setMajor(version.major()).setMinor(version.minor()).setProgram(version.program()).build();
    }

    static NodeVersion version(Version version) {
        return NodeVersion.told(version.getMajor(), version.getMinor(), version.getProgram());
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / NANOS_PER_MICRO;
    }

    private static Duration duration(long micros) {
        if (micros < 0 || micros > Long.MAX_VALUE / NANOS_PER_MICRO) {
            throw new IllegalArgumentException("a time of " + Long.toUnsignedString(micros) + " microseconds");
        }
        return Duration.ofNanos(micros * NANOS_PER_MICRO);
    }
}
