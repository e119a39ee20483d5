package dev.vigil.comm.netty;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.vigil.comm.CommPath;
import dev.vigil.comm.CommSettings;
import dev.vigil.comm.Rejection;
import dev.vigil.comm.Roll;
import dev.vigil.comm.SealedLetter;
import dev.vigil.comm.TrafficFilter;
import dev.vigil.comm.heartbeat.Departure;
import dev.vigil.comm.heartbeat.Heartbeat;
import dev.vigil.comm.link.Carried;
import dev.vigil.comm.trust.ClusterKeys;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.protocol.node.Datagram;
import dev.vigil.protocol.node.LinkMessage;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Seals what goes out as a datagram, and lets in only what is authentic, of this cluster, and on the path it names. For the loop thread. */
final class SealedDatagrams implements UdpSockets.Receiver {
    /** What a datagram spends on its own fields, and on those of each message in it. */
    private static final int ENVELOPE_BYTES = 128;
    private static final int MESSAGE_BYTES = 64;

    /** Takes what was let in. */
    interface Events {
        void heartbeat(CommPath path, InetSocketAddress source, Heartbeat heartbeat);

        void urgent(CommPath path, Incarnation life, List<LinkMessage> messages);

        void letter(CommPath path, Incarnation life, String letter);

        /** The peer lets nothing of this life in. */
        void turnedAway(CommPath path, Departure why, long config);
    }

    private final CommSettings settings;
    private final Events events;
    private final HeartbeatSeal seal;
    private final DatagramCodec codec;
    private final UdpSockets sockets;
    private final RejectionLog rejections = new RejectionLog();
    private final TurningAway turning;
    private Map<PathId, CommPath> paths = Map.of();
    private long read;

    SealedDatagrams(CommSettings settings, EventLoop loop, Events events) {
        this.settings = settings;
        this.events = events;
        seal = new HeartbeatSeal(settings.self(), settings.keys());
        codec = new DatagramCodec(settings.cluster(), settings.incarnation(), settings.version());
        sockets = new UdpSockets(loop, this);
        turning = new TurningAway(codec, settings.incarnation());
    }

    void configure(Map<PathId, CommPath> all, Set<InetSocketAddress> locals, Roll roll) {
        paths = all;
        turning.configure(roll);
        codec.paths(all.keySet());
        sockets.configure(locals);
    }

    void rotate(ClusterKeys keys) {
        seal.rotate(keys);
    }

    void send(Heartbeat heartbeat) {
        CommPath path = paths.get(heartbeat.path());
        if (path != null) {
            send(path, codec.encode(heartbeat));
        }
    }

    /** Sends these messages in as few datagrams as hold them. */
    void send(CommPath path, List<Carried> urgent, Incarnation receiver) {
        int room = 0;
        Datagram.@Nullable Builder datagram = null;
        for (Carried one : urgent) {
            int need = one.message().length() + MESSAGE_BYTES;
            if (datagram == null || need > room) {
                finish(path, datagram);
                datagram = codec.envelope(path.id());
                room = UdpSockets.MAX_DATAGRAM - seal.overhead() - ENVELOPE_BYTES;
            }
            datagram.addUrgent(FrameCodec.message(one, receiver));
            room -= need;
        }
        finish(path, datagram);
    }

    void send(CommPath path, String letter) {
        send(path, content(path, letter));
    }

    /** For somebody else to send. */
    SealedLetter sealed(CommPath path, String letter) {
        return new SealedLetter(path.remote(), Base64.getEncoder().encodeToString(seal.seal(content(path, letter))));
    }

    private byte[] content(CommPath path, String letter) {
        return codec.envelope(path.id()).setLetter(letter).build().toByteArray();
    }

    private void finish(CommPath path, Datagram.@Nullable Builder datagram) {
        if (datagram != null) {
            send(path, datagram.build().toByteArray());
        }
    }

    private void send(CommPath path, byte[] content) {
        if (settings.filter().passes(path.id(), path.peer(), TrafficFilter.Carrier.DATAGRAM)) {
            sockets.send(path.local(), path.remote(), seal.seal(content));
        }
    }

    void flush() {
        sockets.flush();
    }

    @Override
    public void received(InetSocketAddress local, InetSocketAddress source, byte[] bytes, int length) {
        read++;
        if (length > UdpSockets.MAX_DATAGRAM) {
            drop(source, Rejection.OVERSIZED, "bytes=" + length);
            return;
        }
        if (!HeartbeatSeal.isWellFormed(bytes, length)) {
            drop(source, Rejection.MALFORMED, "bytes=" + length + HeartbeatSeal.otherForm(bytes, length));
            return;
        }
        seal.open(bytes, length).ifPresentOrElse(opened -> opened(local, source, bytes, opened),
                () -> drop(source, Rejection.WRONG_KEY, "bytes=" + length));
    }

    private void opened(InetSocketAddress local, InetSocketAddress source, byte[] bytes, HeartbeatSeal.Opened opened) {
        try {
            Datagram datagram = DatagramCodec.parse(bytes, opened.offset(), opened.length());
            if (!codec.isOfThisCluster(datagram.getCluster())) {
                drop(source, Rejection.WRONG_CLUSTER, "sender=" + opened.sender());
                return;
            }
            if (isTurnedAway(local, source, opened.sender(), datagram)) {
                return;
            }
            CommPath path = paths.get(new PathId(datagram.getPath()));
            if (path == null || !path.peer().equals(opened.sender()) || !path.local().equals(local)) {
                drop(source, Rejection.UNKNOWN_PATH,
                        "sender=" + opened.sender() + " path=" + datagram.getPath() + " on=" + local);
                return;
            }
            pass(path, source, datagram);
        } catch (InvalidProtocolBufferException | IllegalArgumentException garbage) {
            drop(source, Rejection.MALFORMED, "sender=" + opened.sender() + " detail=\"" + garbage.getMessage() + "\"");
        }
    }

    /** Who belongs to the cluster no more is told so, where it speaks from. */
    private boolean isTurnedAway(InetSocketAddress local, InetSocketAddress source, NodeId sender, Datagram datagram) {
        Optional<Departure> why = turning.objection(sender, datagram);
        why.ifPresent(departure -> {
            drop(source, departure == Departure.REMOVED ? Rejection.NOT_A_MEMBER : Rejection.OTHER_MACHINE, "sender=" + sender
                    + " life=" + DatagramCodec.incarnation(datagram.getLife()));
            turning.answer(settings.clock().getAsLong(), sender, datagram, departure)
                    .ifPresent(content -> {
                        sockets.send(local, source, seal.seal(content));
                        sockets.flush();
                    });
        });
        return why.isPresent();
    }

    private void pass(CommPath path, InetSocketAddress source, Datagram datagram) {
        turning.read(datagram).ifPresent(away -> events.turnedAway(path, away.why(), away.config()));
        if (datagram.hasHeartbeat()) {
            events.heartbeat(path, source, codec.decode(path.peer(), datagram));
        }
        if (datagram.getUrgentCount() > 0) {
            events.urgent(path, DatagramCodec.incarnation(datagram.getLife()), datagram.getUrgentList());
        }
        if (!datagram.getLetter().isEmpty()) {
            events.letter(path, DatagramCodec.incarnation(datagram.getLife()), datagram.getLetter());
        }
    }

    void drop(InetSocketAddress source, Rejection why, String detail) {
        rejections.dropped(settings.clock().getAsLong(), source, why, detail);
    }

    /** Datagrams read since the start, good and bad. */
    long read() {
        return read;
    }

    EnumMap<Rejection, Long> dropped() {
        return rejections.counts();
    }

    long sendFailures() {
        return sockets.sendFailures();
    }

    void close() {
        sockets.close();
    }
}
