package dev.vigil.comm.netty;

import dev.vigil.comm.CommListener;
import dev.vigil.comm.CommPath;
import dev.vigil.comm.CommSettings;
import dev.vigil.comm.CommStatistics;
import dev.vigil.comm.OutgoingMessage;
import dev.vigil.comm.Rejection;
import dev.vigil.comm.SealedLetter;
import dev.vigil.comm.Topology;
import dev.vigil.comm.heartbeat.Acceptance;
import dev.vigil.comm.heartbeat.Acknowledgement;
import dev.vigil.comm.heartbeat.Departure;
import dev.vigil.comm.heartbeat.Heartbeat;
import dev.vigil.comm.heartbeat.HeartbeatMachine;
import dev.vigil.comm.heartbeat.LivenessEvent;
import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.comm.heartbeat.PathToPeer;
import dev.vigil.comm.heartbeat.Receipt;
import dev.vigil.comm.heartbeat.Summary;
import dev.vigil.comm.heartbeat.Turn;
import dev.vigil.comm.link.Carried;
import dev.vigil.comm.trust.ClusterKeys;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.protocol.node.LinkMessage;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop thread's work: drives the pure machines by the clock and by what comes in. Every method but {@link #controllerTurned}
 * runs on the loop thread. Nothing here touches a disk or shakes hands.
 */
public final class NodeLoop implements SealedDatagrams.Events, StreamHandler.Events, Links.Surroundings {
    private static final Logger LOG = LoggerFactory.getLogger(NodeLoop.class);
    private static final int MAX_DRAIN_ROUNDS = 50;
    private static final long DRAIN_NANOS = 500_000;
    private static final long RETRY_NANOS = 1_000_000_000;

    private final CommSettings settings;
    private final CommListener listener;
    private final EventLoop loop;
    private final SealedDatagrams datagrams;
    private final Streams streams;
    private final Links links;
    private final Dialler dialler;
    private final HeartbeatMachine machine;
    private Map<PathId, CommPath> paths = new LinkedHashMap<>();
    private volatile long controllerTurnedAt;
    private volatile long heldForDeadAfterNanos;
    private long intervalNanos;
    private long turns;
    private long lateTurns;
    private boolean isClosed;

    public NodeLoop(CommSettings settings, CommListener listener, EventLoop loop, EventLoopGroup streamGroup, Topology first) {
        this.settings = settings;
        this.listener = listener;
        this.loop = loop;
        datagrams = new SealedDatagrams(settings, loop, this);
        streams = new Streams(streamGroup, settings, this);
        links = new Links(settings.incarnation(), settings.filter(), this);
        dialler = new Dialler(settings.self(), streams::connect);
        machine = new HeartbeatMachine(settings.self(), settings.incarnation(), first.timing(), new Ticks(now()));
        machine.speaks(settings.version());
        controllerTurnedAt = now();
        intervalNanos = first.timing().interval().toNanos();
        heldForDeadAfterNanos = machine.heldForDeadAfter().toNanos();
    }

    /** Refuses, by an {@link IllegalArgumentException}, what {@link #configure} could not carry out. Any thread. */
    public static void check(CommSettings settings, Topology topology) {
        new DatagramCodec(settings.cluster(), settings.incarnation(), settings.version())
                .paths(topology.paths().stream().map(CommPath::id).toList());
        if (topology.paths().stream().anyMatch(path -> path.peer().equals(settings.self()))) {
            throw new IllegalArgumentException("a path leads from " + settings.self() + " to itself");
        }
    }

    public void start() {
        guarded(listener::begun);
        turn();
    }

    public void configure(Topology topology) {
        paths = new LinkedHashMap<>();
        topology.paths().forEach(path -> paths.put(path.id(), path));
        intervalNanos = topology.timing().interval().toNanos();
        machine.configure(new Ticks(now()),
                topology.paths().stream().map(path -> new PathToPeer(path.id(), path.peer())).toList(),
                topology.timing());
        heldForDeadAfterNanos = machine.heldForDeadAfter().toNanos();
        Set<InetSocketAddress> locals = new LinkedHashSet<>();
        paths.values().forEach(path -> locals.add(path.local()));
        datagrams.configure(paths, locals, topology.roll());
        streams.admit(topology.roll());
        links.configure(paths.values());
        dialler.configure(paths.values());
        listen(locals);
    }

    private void listen(Set<InetSocketAddress> locals) {
        streams.listen(locals, failed -> later(() -> {
            Set<InetSocketAddress> wanted = new LinkedHashSet<>();
            paths.values().forEach(path -> wanted.add(path.local()));
            if (!isClosed) {
                listen(wanted);
            }
        }, RETRY_NANOS));
    }

    /** Cheap, from any thread. */
    public void controllerTurned(Ticks at) {
        controllerTurnedAt = at.nanos();
    }

    /** Cheap, from any thread. */
    public Duration heldForDeadAfter() {
        return Duration.ofNanos(heldForDeadAfterNanos);
    }

    public void summary(Summary summary) {
        machine.summary(summary);
    }

    public void rotate(ClusterKeys keys) {
        datagrams.rotate(keys);
    }

    public void tell(NodeId peer, OutgoingMessage message) {
        links.tell(peer, message);
        datagrams.flush();
    }

    public void post(NodeId peer, String letter) {
        paths.values().stream().filter(path -> path.peer().equals(peer)).forEach(path -> datagrams.send(path, letter));
        datagrams.flush();
    }

    public List<SealedLetter> sealed(NodeId peer, String letter) {
        return paths.values().stream().filter(path -> path.peer().equals(peer)).map(path -> datagrams.sealed(path, letter))
                .toList();
    }

    public void ended(NodeId peer, Incarnation life) {
        long now = now();
        tellAll(machine.ended(new Ticks(now), peer, life), now);
    }

    public CommStatistics statistics() {
        return new CommStatistics(machine.ownStall(), turns, lateTurns, datagrams.dropped(), datagrams.sendFailures(),
                machine.statistics(), links.waiting(), links.carriers());
    }

    public void close() {
        isClosed = true;
        links.close();
        streams.close();
        datagrams.close();
    }

    private void turn() {
        if (isClosed) {
            return;
        }
        long next = now() + intervalNanos;
        try {
            next = beat();
        } catch (RuntimeException mistake) {
            // A mistake in here must not end the heartbeats: a silent node is a dead one.
            LOG.error("turn-failed", mistake);
        }
        later(this::turn, Math.max(0, next - now()));
    }

    private void later(Runnable task, long nanos) {
        loop.schedule(task, nanos, TimeUnit.NANOSECONDS).addListener(done -> {
            if (!done.isSuccess() && !done.isCancelled()) {
                LOG.error("task-failed", done.cause());
            }
        });
    }

    /** One turn; returns when the next is due. */
    private long beat() {
        long now = now();
        machine.controllerTurned(new Ticks(now), new Ticks(controllerTurnedAt));
        Turn turn = machine.turn(new Ticks(now));
        tellAll(turn.events(), now);
        turns++;
        if (turn.late().toNanos() > intervalNanos) {
            lateTurns++;
            drainThenSpeak(datagrams.read(), 0);
        } else {
            speakAndJudge();
        }
        return turn.next().nanos();
    }

    private void speakAndJudge() {
        paths.keySet().forEach(this::sendHeartbeat);
        links.turn();
        datagrams.flush();
        long now = now();
        dialler.turn(now, this::health, links::isConnected);
        tellAll(machine.judge(new Ticks(now)), now);
    }

    /**
     * After a stall the sockets hold what peers sent meanwhile. Each round lets the loop read once; this node speaks, and judges
     * silence, when a round has brought nothing. Were it to speak before, its peers would find it deaf.
     */
    private void drainThenSpeak(long readBefore, int round) {
        later(() -> {
            if (isClosed) {
                return;
            }
            if (datagrams.read() == readBefore && round > 0 || round >= MAX_DRAIN_ROUNDS) {
                speakAndJudge();
            } else {
                drainThenSpeak(datagrams.read(), round + 1);
            }
        }, DRAIN_NANOS);
    }

    private void sendHeartbeat(PathId path) {
        machine.compose(new Ticks(now()), path).ifPresent(datagrams::send);
    }

    @Override
    public void sendDatagrams(NodeId peer, List<Carried> urgent, Incarnation receiver) {
        for (CommPath path : paths.values()) {
            if (path.peer().equals(peer)) {
                datagrams.send(path, urgent, receiver);
            }
        }
    }

    @Override
    public void urgent(CommPath path, Incarnation life, List<LinkMessage> messages) {
        if (!machine.understands(path.peer())) {
            return; // of another major: only its heartbeats mean anything
        }
        messages.forEach(message -> links.received(path.peer(), life, message));
        // Acknowledged at once, or the sender would repeat it for a whole interval.
        sendHeartbeat(path.id());
        datagrams.flush();
    }

    @Override
    public void letter(CommPath path, Incarnation life, String letter) {
        if (machine.understands(path.peer())) {
            guarded(() -> listener.posted(path.peer(), life, letter));
        }
    }

    @Override
    public void turnedAway(CommPath path, Departure why, long config) {
        guarded(() -> listener.turnedAway(path.peer(), why, config));
    }

    @Override
    public void heartbeat(CommPath path, InetSocketAddress source, Heartbeat heartbeat) {
        long now = now();
        Receipt receipt = machine.heard(new Ticks(now), path.id(), heartbeat);
        if (receipt.acceptance() != Acceptance.ACCEPTED) {
            datagrams.drop(source, Rejection.valueOf(receipt.acceptance().name()),
                    "sender=" + heartbeat.sender() + " life=" + heartbeat.incarnation() + " number=" + heartbeat.sequence());
            return;
        }
        // Before anything shows the peer that this was heard, since it may shorten its time then.
        heldForDeadAfterNanos = machine.heldForDeadAfter().toNanos();
        boolean isUnderstood = machine.understands(path.peer());
        if (isUnderstood) {
            links.met(path.peer(), heartbeat.incarnation());
        }
        if (isUnderstood && heartbeat.heard().incarnation().equals(settings.incarnation())) {
            links.acknowledged(path.peer(), heartbeat.heard().acknowledged());
        }
        tellAll(receipt.events(), now);
        if (receipt.isAnswerDue()) {
            sendHeartbeat(path.id());
            datagrams.flush();
        }
    }

    private void tellAll(List<LivenessEvent> events, long now) {
        for (LivenessEvent event : events) {
            guarded(() -> listener.liveness(event, new Ticks(now)));
            if (event instanceof LivenessEvent.PathChanged changed) {
                links.pathChanged(changed.path(), changed.peer(), changed.health());
                if (changed.health() == PathHealth.ALIVE) {
                    dialler.revived(changed.path());
                }
            }
        }
    }

    /** The listener's mistakes must not stop the heartbeats. */
    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException mistake) {
            LOG.error("listener-failed", mistake);
        }
    }

    @Override
    public long now() {
        return settings.clock().getAsLong();
    }

    @Override
    public PathHealth health(PathId path) {
        return machine.health(path);
    }

    @Override
    public void delivered(NodeId from, Incarnation life, List<byte[]> payloads) {
        payloads.forEach(payload -> guarded(() -> listener.heard(from, life, payload)));
    }

    @Override
    public void reset(NodeId peer) {
        guarded(() -> listener.linkReset(peer));
    }

    @Override
    public void acknowledge(NodeId peer, Acknowledgement upTo) {
        machine.acknowledge(peer, upTo);
    }

    @Override
    public void connected(StreamConnection connection, ChannelHandlerContext context) {
        InetSocketAddress local = (InetSocketAddress) context.channel().localAddress();
        loop.execute(() -> {
            CommPath path = paths.get(connection.path);
            if (isClosed || path == null || !path.peer().equals(connection.peer)
                    || !path.local().getAddress().equals(local.getAddress())) {
                LOG.warn("connection-closed peer={} address={} reason=\"no path {} here\"", connection.peer,
                        context.channel().remoteAddress(), connection.path);
                connection.close();
                return;
            }
            connection.onRoom(() -> loop.execute(() -> links.room(connection.peer)));
            dialler.connected(connection.path);
            links.connected(connection);
        });
    }

    @Override
    public void received(StreamConnection connection, LinkMessage message, Runnable taken) {
        loop.execute(() -> {
            links.received(connection.peer, connection.life, message);
            taken.run();
        });
    }

    @Override
    public void disconnected(@Nullable StreamConnection connection, @Nullable PathId attempted) {
        loop.execute(() -> {
            if (attempted != null) {
                dialler.ended(attempted, now());
            }
            if (connection != null) {
                links.disconnected(connection);
            }
        });
    }
}
