package dev.vigil.comm.netty;

import dev.vigil.comm.CommPath;
import dev.vigil.comm.OutgoingMessage;
import dev.vigil.comm.TrafficFilter;
import dev.vigil.comm.Urgency;
import dev.vigil.comm.heartbeat.Acknowledgement;
import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.comm.link.Carried;
import dev.vigil.comm.link.ReceivingSide;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.protocol.node.LinkMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The links to all peers: which message goes over which connection, and what comes back. For the loop thread. */
final class Links {
    /**
     * A connection that has carried messages which nobody acknowledges for so long, and for the time that the waiting bytes would
     * take on a slow line, is given up though its path lives.
     */
    private static final long STUCK_NANOS = 5_000_000_000L;
    private static final long NANOS_PER_SLOW_BYTE = 4_000;
    private static final Logger LOG = LoggerFactory.getLogger(Links.class);
    private static final int MESSAGES_PER_ROUND = 64;

    /** What the links need of the loop around them. */
    interface Surroundings {
        long now();

        PathHealth health(PathId path);

        void delivered(NodeId from, Incarnation life, List<byte[]> payloads);

        void reset(NodeId peer);

        void acknowledge(NodeId peer, Acknowledgement upTo);

        void sendDatagrams(NodeId peer, List<Carried> urgent, Incarnation receiver);
    }

    private final Incarnation self;
    private final TrafficFilter filter;
    private final Surroundings around;
    private final Map<NodeId, PeerLink> links = new TreeMap<>();
    private final Map<PathId, Long> stuckUntil = new LinkedHashMap<>();

    Links(Incarnation self, TrafficFilter filter, Surroundings around) {
        this.self = self;
        this.filter = filter;
        this.around = around;
    }

    /** Links to peers that have no path any more are dropped with all they hold. */
    void configure(Collection<CommPath> paths) {
        Map<PathId, NodeId> peers = new LinkedHashMap<>();
        paths.forEach(path -> peers.put(path.id(), path.peer()));
        for (PeerLink link : links.values()) {
            List<StreamConnection> left = link.connections.values().stream().filter(one -> !link.peer.equals(peers.get(one.path)))
                    .toList();
            left.forEach(this::drop);
        }
        links.keySet().retainAll(peers.values());
        peers.values().forEach(peer -> links.computeIfAbsent(peer, PeerLink::new));
    }

    /** This life of a peer was heard, by a heartbeat or a greeting. Returns whether it is the present one. */
    boolean met(NodeId peer, Incarnation life) {
        PeerLink link = links.get(peer);
        if (link == null) {
            return false;
        }
        Incarnation known = link.sending.peerLife();
        if (life.compareTo(known) > 0) {
            link.sending.begin(life);
            link.receiving.begin(life);
            link.lastProgress = around.now();
            link.connections.values().stream().filter(one -> !one.life.equals(life)).toList().forEach(this::drop);
            around.acknowledge(peer, link.receiving.acknowledgement());
            around.reset(peer);
        }
        return life.equals(link.sending.peerLife());
    }

    void tell(NodeId peer, OutgoingMessage message) {
        PeerLink link = links.get(peer);
        if (link == null || link.sending.peerLife().equals(Incarnation.NONE)) {
            return; // never met: a reset will come first, and the upper layer tells all it has to tell then
        }
        if (link.sending.isEmpty()) {
            link.lastProgress = around.now();
        }
        if (!link.sending.offer(message)) {
            LOG.warn("link-overflow peer={} messages={} bytes={}", peer, link.sending.size(), link.sending.queuedBytes());
            link.sending.begin(link.sending.peerLife());
            around.reset(peer);
            return;
        }
        if (message.urgency() == Urgency.URGENT) {
            repeat(link);
        }
        pump(link);
    }

    void acknowledged(NodeId peer, Acknowledgement upTo) {
        PeerLink link = links.get(peer);
        if (link == null) {
            return;
        }
        int before = link.sending.size();
        link.sending.acknowledged(upTo);
        if (link.sending.size() < before) {
            link.lastProgress = around.now();
        }
    }

    /** Called at every turn: urgent messages go out again, and a connection that swallows everything is noticed. */
    void turn() {
        for (PeerLink link : links.values()) {
            if (!link.sending.isEmpty()) {
                repeat(link);
                giveUpStuck(link);
            }
        }
    }

    private void repeat(PeerLink link) {
        List<Carried> urgent = link.sending.inDatagrams();
        if (!urgent.isEmpty()) {
            around.sendDatagrams(link.peer, urgent, link.sending.peerLife());
        }
    }

    private void giveUpStuck(PeerLink link) {
        long now = around.now();
        StreamConnection carrier = link.carrier;
        if (carrier != null && now - link.lastProgress > STUCK_NANOS + NANOS_PER_SLOW_BYTE * link.sending.queuedBytes()) {
            LOG.warn("connection-stuck peer={} path={} messages={}", link.peer, carrier.path, link.sending.size());
            link.lastProgress = now;
            stuckUntil.put(carrier.path, now + 2 * STUCK_NANOS);
            drop(carrier);
            pump(link);
        }
    }

    /** A message came, by either carrier. */
    void received(NodeId from, Incarnation life, LinkMessage message) {
        PeerLink link = links.get(from);
        if (link == null || !DatagramCodec.incarnation(message.getReceiver()).equals(self)) {
            return;
        }
        ReceivingSide.Taken taken = link.receiving.take(life, message.getStream(), message.getSequence(),
                message.getPayload().toByteArray());
        around.acknowledge(from, link.receiving.acknowledgement());
        if (taken.isReset()) {
            around.reset(from);
        }
        around.delivered(from, life, taken.deliver());
    }

    void connected(StreamConnection connection) {
        PeerLink link = links.get(connection.peer);
        if (link == null || !met(connection.peer, connection.life)) {
            connection.close();
            return;
        }
        StreamConnection former = link.connections.put(connection.path, connection);
        if (former != null) {
            former.close();
        }
        LOG.info("connected peer={} path={}", connection.peer, connection.path);
        pump(link);
    }

    void disconnected(StreamConnection connection) {
        PeerLink link = links.get(connection.peer);
        if (link != null && link.connections.remove(connection.path, connection)) {
            LOG.info("disconnected peer={} path={}", connection.peer, connection.path);
            pump(link);
        }
    }

    void pathChanged(PathId path, NodeId peer, PathHealth health) {
        PeerLink link = links.get(peer);
        if (link == null) {
            return;
        }
        StreamConnection connection = link.connections.get(path);
        if (health == PathHealth.SILENT && connection != null) {
            drop(connection);
        }
        pump(link);
    }

    private void drop(StreamConnection connection) {
        PeerLink link = links.get(connection.peer);
        if (link != null) {
            link.connections.remove(connection.path, connection);
        }
        connection.close();
    }

    void room(NodeId peer) {
        PeerLink link = links.get(peer);
        if (link != null) {
            pump(link);
        }
    }

    boolean isConnected(CommPath path) {
        PeerLink link = links.get(path.peer());
        return link != null && link.connections.containsKey(path.id());
    }

    private void pump(PeerLink link) {
        link.carrier = choose(link);
        StreamConnection carrier = link.carrier;
        while (carrier != null && carrier.hasRoom()) {
            List<Carried> next = link.sending.onConnection(carrier.carriedStream, carrier.carriedSequence, MESSAGES_PER_ROUND);
            if (next.isEmpty()) {
                return;
            }
            for (Carried one : next) {
                if (!carrier.hasRoom()) {
                    return;
                }
                if (filter.passes(carrier.path, link.peer, TrafficFilter.Carrier.STREAM)) {
                    carrier.send(one, link.sending.peerLife());
                } else {
                    carrier.swallow(one);
                }
            }
        }
    }

    /** The connection over the healthiest path; the present one stays while none is healthier. */
    private @Nullable StreamConnection choose(PeerLink link) {
        List<StreamConnection> open = new ArrayList<>(
                link.connections.values().stream().filter(StreamConnection::isOpen).toList());
        StreamConnection best = link.carrier != null && open.contains(link.carrier) ? link.carrier : null;
        for (StreamConnection one : open) {
            if (best == null || rank(one) < rank(best)) {
                best = one;
            }
        }
        return best;
    }

    private int rank(StreamConnection connection) {
        boolean wasStuck = around.now() < stuckUntil.getOrDefault(connection.path, Long.MIN_VALUE);
        int rank = switch (around.health(connection.path)) {
            case ALIVE -> 0;
            case SUSPECT -> 1;
            case SILENT -> 2;
        };
        return wasStuck ? rank + 3 : rank;
    }

    void close() {
        links.values().forEach(link -> List.copyOf(link.connections.values()).forEach(StreamConnection::close));
    }

    /** Messages told and not acknowledged, by peer. */
    Map<NodeId, Integer> waiting() {
        Map<NodeId, Integer> all = new TreeMap<>();
        links.forEach((peer, link) -> all.put(peer, link.sending.size()));
        return all;
    }

    /** The path that carries the messages to each peer that has one. */
    Map<NodeId, PathId> carriers() {
        Map<NodeId, PathId> all = new TreeMap<>();
        links.forEach((peer, link) -> {
            if (link.carrier != null) {
                all.put(peer, link.carrier.path);
            }
        });
        return all;
    }
}
