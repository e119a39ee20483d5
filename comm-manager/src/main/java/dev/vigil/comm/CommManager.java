package dev.vigil.comm;

import dev.vigil.comm.heartbeat.Summary;
import dev.vigil.comm.netty.NodeLoop;
import dev.vigil.comm.trust.ClusterKeys;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.Timing;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The communication manager of one node: heartbeats over every path, reliable messages over the best living one. All methods may be
 * called from any thread and return at once, but for {@link #close}.
 *
 * <p>One thread of the highest priority does the heartbeats and all verdicts; two more do TLS. Java's priorities count only where
 * the runtime is told to use them; {@link CommListener#begun} is the place to ask the system.
 */
public final class CommManager implements AutoCloseable {
    private static final int STREAM_THREADS = 2;
    private static final long CLOSE_SECONDS = 2;

    private final CommSettings settings;
    private final MultiThreadIoEventLoopGroup loopGroup;
    private final MultiThreadIoEventLoopGroup streamGroup;
    private final EventLoop loop;
    private final NodeLoop node;

    private CommManager(CommSettings settings, CommListener listener) {
        this.settings = settings;
        loopGroup = new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("vigil-heartbeat", true, Thread.MAX_PRIORITY),
                NioIoHandler.newFactory());
        streamGroup = new MultiThreadIoEventLoopGroup(STREAM_THREADS, new DefaultThreadFactory("vigil-link", true),
                NioIoHandler.newFactory());
        loop = loopGroup.next();
        node = new NodeLoop(settings, listener, loop, streamGroup, new Topology(List.of(), Timing.DEFAULT));
    }

    /** Starts the threads; nothing is sent before the first {@link #configure}. */
    public static CommManager start(CommSettings settings, CommListener listener) {
        CommManager manager = new CommManager(settings, listener);
        manager.loop.execute(manager.node::start);
        return manager;
    }

    /**
     * Makes these the paths and times; what did not change is not disturbed. Throws {@link IllegalArgumentException} for a topology
     * that cannot be; an address that cannot be bound is logged and tried again every second.
     */
    public void configure(Topology topology) {
        NodeLoop.check(settings, topology);
        loop.execute(() -> node.configure(topology));
    }

    /** The controller thread turned; told to the peers as the age of its last turn. Cheap; to be called at every turn. */
    public void controllerTurned(Ticks at) {
        node.controllerTurned(at);
    }

    /**
     * After which silence a peer may hold this node for dead: the least of what its peers tell. It never falls below what a peer uses, since a
     * peer shortens its time only after this node has heard of it. Cheap; to be asked again each time it matters.
     */
    public Duration heldForDeadAfter() {
        return node.heldForDeadAfter();
    }

    /** What the next heartbeats tell of this node. */
    public void summary(Summary summary) {
        loop.execute(() -> node.summary(summary));
    }

    /** From now on the newest of these keys seals the heartbeats, and all of them open what comes. */
    public void rotate(ClusterKeys keys) {
        loop.execute(() -> node.rotate(keys));
    }

    /**
     * Sends a message to a peer: exactly once and in the order of the calls of one thread, as long as neither restarts and the queue
     * holds. Otherwise {@link CommListener#linkReset} is called on both sides. Dropped when the peer was never met, since a reset
     * comes when it is.
     */
    public void tell(NodeId peer, OutgoingMessage message) {
        loop.execute(() -> node.tell(peer, message));
    }

    /**
     * Sends a letter once over every path to a peer; nothing repeats it. One longer than {@link OutgoingMessage#MAX_URGENT_BYTES} is an
     * {@link IllegalArgumentException}.
     */
    public void post(NodeId peer, String letter) {
        checkLength(letter);
        loop.execute(() -> node.post(peer, letter));
    }

    /**
     * What {@link #post} would send now, one for each path, and sends nothing. Authentic as long as the key that seals now is known and the
     * paths stay as they are.
     */
    public CompletableFuture<List<SealedLetter>> sealed(NodeId peer, String letter) {
        checkLength(letter);
        return CompletableFuture.supplyAsync(() -> node.sealed(peer, letter), loop);
    }

    private static void checkLength(String letter) {
        if (letter.length() > OutgoingMessage.MAX_URGENT_BYTES) {
            throw new IllegalArgumentException("a letter of " + letter.length() + " characters does not fit into a datagram");
        }
    }

    /** Somebody who knows says that this life of the peer is over: it counts as dead at once, until another life of it is heard. */
    public void ended(NodeId peer, Incarnation life) {
        loop.execute(() -> node.ended(peer, life));
    }

    /** Never completes exceptionally while the manager is open. */
    public CompletableFuture<CommStatistics> statistics() {
        return CompletableFuture.supplyAsync(node::statistics, loop);
    }

    /** Closes every socket and ends the threads; waits for them at most two seconds. Not to be called from the listener. */
    @Override
    public void close() {
        loop.submit(node::close).awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        // The links report to the loop to the last, so it ends after them.
        streamGroup.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        loopGroup.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
