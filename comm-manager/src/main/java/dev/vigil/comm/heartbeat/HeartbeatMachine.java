package dev.vigil.comm.heartbeat;

import dev.vigil.comm.heartbeat.LivenessEvent.SelfStalled;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.Timing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Judges every path and every peer by the heartbeats that come and do not come.
 *
 * <p>The loop that owns it calls, in this order: {@link #turn} when a turn is due; after a late one it hands over everything that
 * waits in its sockets; {@link #compose} for each path, and sends the result; {@link #judge}. {@link #heard} comes whenever a
 * datagram does. Not safe for several threads. Nothing here throws for anything that a peer sends.
 */
public final class HeartbeatMachine {
    /** Paths to one peer; more echoes would not leave room for an urgent message in a datagram. */
    public static final int MAX_PATHS_PER_PEER = 8;
    /** A process that has just started is no measure of the one that runs. */
    static final long STARTING = 10_000_000_000L;

    private final NodeId self;
    private final Incarnation incarnation;
    private final TreeMap<NodeId, PeerState> peers = new TreeMap<>();
    private final TreeMap<PathId, PeerState> peerOfPath = new TreeMap<>();
    private final StallMeter stalls;
    private Bounds bounds;
    private final long began;
    private NodeVersion version = NodeVersion.UNTOLD;
    private Summary summary = Summary.NOTHING;
    private long controllerTurned;
    private long controllerAwake;
    private long controllerAsked;
    /** Peers that a path leads to. */
    private int watched = 1;

    public HeartbeatMachine(NodeId self, Incarnation incarnation, Timing timing, Ticks now) {
        this.self = self;
        this.incarnation = incarnation;
        bounds = Bounds.of(timing);
        began = now.nanos();
        stalls = new StallMeter(now.nanos(), bounds.interval());
        controllerTurned = now.nanos();
        controllerAwake = now.nanos();
        controllerAsked = now.nanos();
    }

    /** Makes these the paths. May be called at any time; unchanged paths and peers keep their state and their verdicts. */
    public void configure(Ticks now, List<PathToPeer> paths, Timing timing) {
        TreeMap<NodeId, List<PathToPeer>> wanted = new TreeMap<>();
        paths.forEach(path -> wanted.computeIfAbsent(path.peer(), peer -> new ArrayList<>()).add(path));
        refuseTooMany(wanted);
        boolean isOtherTiming = !Bounds.of(timing).equals(bounds);
        bounds = Bounds.of(timing);
        stalls.tolerate(bounds.interval());
        long awake = stalls.awake(now.nanos());
        wanted.keySet().forEach(peer -> peers.computeIfAbsent(peer, id -> new PeerState(id, awake, bounds)));
        peerOfPath.clear();
        peers.forEach((id, peer) -> {
            if (isOtherTiming) {
                peer.measureAnew(awake);
            }
            peer.configure(awake, wanted.getOrDefault(id, List.of()), bounds);
            peer.paths().forEach(path -> peerOfPath.put(path.id, peer));
        });
        watched = (int) Math.max(1, peers.values().stream().filter(peer -> !peer.paths().isEmpty()).count());
    }

    private static void refuseTooMany(Map<NodeId, List<PathToPeer>> wanted) {
        wanted.forEach((peer, paths) -> {
            if (paths.size() > MAX_PATHS_PER_PEER) {
                throw new IllegalArgumentException(paths.size() + " paths to " + peer + " are more than " + MAX_PATHS_PER_PEER);
            }
        });
    }

    /** What this node speaks, told in every heartbeat from now on. */
    public void speaks(NodeVersion own) {
        version = own;
    }

    /** Whether messages may be exchanged with the peer; so before the first contact, since nothing is then. */
    public boolean understands(NodeId peer) {
        PeerState state = peers.get(peer);
        return state == null || state.version().map(version::understands).orElse(true);
    }

    /** What the next heartbeats tell of this node. */
    public void summary(Summary news) {
        summary = news;
    }

    /** Up to where the messages of this peer have been delivered here; told in the next heartbeats to it. */
    public void acknowledge(NodeId peer, Acknowledgement upTo) {
        PeerState state = peers.get(peer);
        if (state != null) {
            state.acknowledge(upTo);
        }
    }

    /** The controller thread turned at this time. Ask often: only then are this node's own stalls kept out of the controller's age. */
    public void controllerTurned(Ticks now, Ticks at) {
        long awake = stalls.awake(now.nanos());
        if (at.nanos() > controllerTurned) {
            controllerTurned = at.nanos();
            controllerAwake = Math.min(awake, Math.max(controllerAsked, awake - (now.nanos() - at.nanos())));
        }
        controllerAsked = awake;
    }

    /**
     * After which silence a peer may hold this node for dead: the least that any of them tells. What this node owns must be out by then.
     */
    public Duration heldForDeadAfter() {
        return Duration.ofNanos(leastHeldAfter());
    }

    private long leastHeldAfter() {
        long least = Long.MAX_VALUE;
        for (PeerState peer : peers.values()) {
            least = peer.paths().isEmpty() ? least : Math.min(least, peer.detection().heldAfter());
        }
        return least == Long.MAX_VALUE ? bounds.usual() : least;
    }

    /** A turn of the loop begins: heartbeats are due on all paths. */
    public Turn turn(Ticks now) {
        long late = stalls.late(now.nanos());
        // A little lateness must not make every interval longer; after a long one the missed turns are not made up for.
        long next = now.nanos() + bounds.interval() - (late < bounds.interval() ? late : 0);
        stalls.turn(now.nanos(), next);
        if (late > bounds.interval() && now.nanos() - began > STARTING) {
            long awake = stalls.awake(now.nanos());
            peers.values().forEach(peer -> peer.detection().stalled(awake, late));
        }
        List<LivenessEvent> events = late > leastHeldAfter() ? List.of(new SelfStalled(Duration.ofNanos(late))) : List.of();
        return new Turn(new Ticks(next), Duration.ofNanos(late), events);
    }

    /** The next heartbeat for this path; empty when there is no such path. Each must be sent over its path at once, or not at all. */
    public Optional<Heartbeat> compose(Ticks now, PathId path) {
        PeerState peer = peerOfPath.get(path);
        if (peer == null) {
            return Optional.empty();
        }
        long awake = stalls.awake(now.nanos());
        long sequence = peer.path(path).orElseThrow().nextSequence(awake);
        Duration controllerAge = Duration.ofNanos(Math.max(0, awake - controllerAwake));
        return Optional.of(new Heartbeat(self, incarnation, sequence, now, path, peer.heard(awake), controllerAge,
                Duration.ofNanos(stalls.worst()), Duration.ofNanos(peer.detection().told()), summary, version));
    }

    /** An authentic heartbeat came in on this path. */
    public Receipt heard(Ticks now, PathId arrivedOn, Heartbeat heartbeat) {
        PeerState peer = peers.get(heartbeat.sender());
        Optional<PathState> path = peer == null ? Optional.empty() : peer.path(arrivedOn);
        if (peer == null || path.isEmpty() || !heartbeat.path().equals(arrivedOn)) {
            return Receipt.dropped(Acceptance.UNKNOWN_PATH);
        }
        Acceptance acceptance = peer.admit(path.get(), heartbeat);
        if (acceptance != Acceptance.ACCEPTED) {
            path.get().dropped();
            return Receipt.dropped(acceptance);
        }
        long awake = stalls.awake(now.nanos());
        List<LivenessEvent> events = new ArrayList<>();
        boolean isAnswerDue = peer.take(awake, path.get(), heartbeat, new PeerState.Taking(incarnation, events));
        peer.judge(awake, bounds, watched, events);
        return new Receipt(acceptance, isAnswerDue, events);
    }

    /**
     * Somebody who knows says that this life of the peer is over: it is not waited for, and nothing of it is taken any more. Without effect
     * for a peer that is not heard in this life, or is found silent already.
     */
    public List<LivenessEvent> ended(Ticks now, NodeId peer, Incarnation life) {
        List<LivenessEvent> events = new ArrayList<>();
        PeerState state = peers.get(peer);
        if (state != null && state.end(life)) {
            events.add(new LivenessEvent.LifeEnded(peer, life));
            state.judge(stalls.awake(now.nanos()), bounds, watched, events);
        }
        return events;
    }

    /** Judges all silences as of now. After a late turn only when the sockets have been drained. */
    public List<LivenessEvent> judge(Ticks now) {
        long awake = stalls.awake(now.nanos());
        List<LivenessEvent> events = new ArrayList<>();
        peers.values().forEach(peer -> peer.judge(awake, bounds, watched, events));
        return events;
    }

    /** The verdict about a peer; {@link PeerHealth#UNKNOWN} for one that has no path. */
    public PeerHealth health(NodeId peer) {
        PeerState state = peers.get(peer);
        return state == null ? PeerHealth.UNKNOWN : state.health();
    }

    /** The life of the peer that is heard; {@link Incarnation#NONE} before the first contact. */
    public Incarnation incarnation(NodeId peer) {
        PeerState state = peers.get(peer);
        return state == null ? Incarnation.NONE : state.incarnation();
    }

    /** The verdict about each configured path. */
    public SortedMap<PathId, PathHealth> paths() {
        SortedMap<PathId, PathHealth> all = new TreeMap<>();
        peerOfPath.keySet().forEach(path -> all.put(path, health(path)));
        return all;
    }

    /** The verdict about one path; {@link PathHealth#SILENT} for one that is not configured. */
    public PathHealth health(PathId path) {
        PeerState peer = peerOfPath.get(path);
        return peer == null ? PathHealth.SILENT : peer.path(path).orElseThrow().health();
    }

    /** How late this node's own loop was at worst in the last one to two minutes. */
    public Duration ownStall() {
        return Duration.ofNanos(stalls.worst());
    }

    public List<PeerStatistics> statistics() {
        return peers.values().stream().filter(peer -> !peer.paths().isEmpty()).map(PeerState::statistics).toList();
    }
}
