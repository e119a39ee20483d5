package dev.vigil.comm.netty;

import static org.junit.jupiter.api.Assertions.fail;

import dev.vigil.comm.ClusterId;
import dev.vigil.comm.CommListener;
import dev.vigil.comm.CommManager;
import dev.vigil.comm.CommPath;
import dev.vigil.comm.CommSettings;
import dev.vigil.comm.CommStatistics;
import dev.vigil.comm.OutgoingMessage;
import dev.vigil.comm.Topology;
import dev.vigil.comm.TrafficFilter;
import dev.vigil.comm.Urgency;
import dev.vigil.comm.OwnVersion;
import dev.vigil.comm.heartbeat.Departure;
import dev.vigil.comm.heartbeat.NodeVersion;
import dev.vigil.comm.heartbeat.LivenessEvent;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.comm.trust.ClusterKeys;
import dev.vigil.comm.trust.Secret;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.Timing;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** One node of a test on loopback addresses: a real manager, a controller that turns, and all that the listener heard. */
final class TestNode implements CommListener, AutoCloseable {
    static final ClusterId CLUSTER = new ClusterId("the cluster of the tests");
    static final ClusterKeys KEY = key(1, 0);
    private static final long STARTED = System.nanoTime();
    private static final ScheduledExecutorService CONTROLLER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "test-controller");
        thread.setDaemon(true);
        return thread;
    });

    static final NodeVersion VERSION = OwnVersion.read();
    final NodeId id;
    final CommManager manager;
    volatile boolean isControllerHung;
    private final List<String> story = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();

    TestNode(String name, long life, TestTrust trust, ClusterKeys key, TrafficFilter filter) {
        this(name, new Incarnation(life, 7 + life), VERSION, trust, key, filter);
    }

    /** A node of another version. */
    TestNode(String name, NodeVersion version, TestTrust trust) {
        this(name, new Incarnation(1, 8), version, trust, KEY, TrafficFilter.PASS_ALL);
    }

    private TestNode(String name, Incarnation life, NodeVersion version, TestTrust trust, ClusterKeys key, TrafficFilter filter) {
        id = new NodeId(name);
        TestTrust.Contexts contexts = trust.contexts(name);
        manager = CommManager.start(new CommSettings(CLUSTER, id, life, version, key,
                () -> System.nanoTime() - STARTED, contexts::client, contexts::server, filter), this);
        CONTROLLER.scheduleAtFixedRate(() -> {
            if (!isControllerHung) {
                manager.controllerTurned(new Ticks(System.nanoTime() - STARTED));
            }
        }, 0, 2, TimeUnit.MILLISECONDS);
    }

    TestNode(String name, long life, TestTrust trust) {
        this(name, life, trust, KEY, TrafficFilter.PASS_ALL);
    }

    static ClusterKeys key(int number, int fill) {
        byte[] secret = new byte[Secret.LENGTH];
        java.util.Arrays.fill(secret, (byte) fill);
        return new ClusterKeys(List.of(new ClusterKeys.Entry(number, Secret.of(secret))));
    }

    /** Two networks, 127.1.x and 127.2.x; a node's host number is that of its first letter. */
    static Topology topology(String self, Timing timing, int networks, String... peers) {
        List<CommPath> paths = new ArrayList<>();
        for (String peer : peers) {
            for (int network = 1; network <= networks; network++) {
                String name = self.compareTo(peer) < 0 ? self + "-" + peer : peer + "-" + self;
                paths.add(new CommPath(new PathId(name + "/lan" + network), new NodeId(peer), address(self, network),
                        address(peer, network)));
            }
        }
        return new Topology(paths, timing);
    }

    static InetSocketAddress address(String node, int network) {
        return new InetSocketAddress("127.7." + network + "." + (node.charAt(0) - 'a' + 1), 17741);
    }

    @Override
    public void liveness(LivenessEvent event, Ticks at) {
        synchronized (story) {
            story.add(switch (event) {
                case LivenessEvent.PathChanged path -> path.path() + " " + path.health();
                case LivenessEvent.PeerChanged peer -> peer.peer() + " " + peer.health();
                case LivenessEvent.LifeEnded over -> over.peer() + " ended";
                case LivenessEvent.SelfStalled stalled -> "stalled";
                case LivenessEvent.BoundChanged bound -> bound.peer() + (bound.isMet() ? " bound met" : " bound missed");
                case LivenessEvent.VersionSeen version -> version.peer() + " speaks " + version.version().protocol();
                case LivenessEvent.SummarySeen summary -> summary.peer() + " config " + summary.summary().configNumber();
            });
        }
    }

    @Override
    public void heard(NodeId from, Incarnation incarnation, byte[] payload) {
        synchronized (messages) {
            messages.add(from + "/" + incarnation.counter() + " "
                    + (payload.length > 2000 ? "bytes " + payload.length : new String(payload, StandardCharsets.UTF_8)));
        }
    }

    @Override
    public void turnedAway(NodeId peer, Departure why, long config) {
        synchronized (story) {
            story.add("turned away by " + peer + ": " + why + " by configuration " + config);
        }
    }

    @Override
    public void linkReset(NodeId peer) {
        synchronized (messages) {
            messages.add("reset " + peer);
        }
    }

    List<String> story() {
        synchronized (story) {
            return List.copyOf(story);
        }
    }

    List<String> messages() {
        synchronized (messages) {
            return List.copyOf(messages);
        }
    }

    void tell(String peer, String text, Urgency urgency) {
        manager.tell(new NodeId(peer), new OutgoingMessage(text.getBytes(StandardCharsets.UTF_8), urgency));
    }

    CommStatistics statistics() {
        return manager.statistics().join();
    }

    PeerHealth health(String peer) {
        return statistics().peers().stream().filter(one -> one.peer().value().equals(peer)).findFirst().orElseThrow().health();
    }

    /** Waits for what real threads and sockets have to do; thirty seconds at most, which only a starved machine needs. */
    static void await(String what, BooleanSupplier condition) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                fail("not within thirty seconds: " + what);
            }
            pause(5);
        }
    }

    /** A park may end early: somebody's earlier call has given leave to go on. */
    static void pause(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
