package dev.vigil.comm.netty;

import dev.vigil.comm.link.Carried;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One TLS connection to a proved peer over one path. The loop thread decides what it carries; the channel's own thread encodes,
 * encrypts and writes.
 */
final class StreamConnection {
    /** Bytes handed to the channel and not yet written; above this the rest waits in the queue. */
    private static final long MAX_IN_FLIGHT = 4L * 1024 * 1024;

    final PathId path;
    final NodeId peer;
    final Incarnation life;
    private final Channel channel;
    private final AtomicLong inFlight = new AtomicLong();
    private volatile Runnable onRoom = () -> {};
    /** How far the peer's stream was handed to this connection. For the loop thread. */
    long carriedStream;
    long carriedSequence;

    StreamConnection(PathId path, NodeId peer, Incarnation life, Channel channel) {
        this.path = path;
        this.peer = peer;
        this.life = life;
        this.channel = channel;
    }

    void onRoom(Runnable action) {
        onRoom = action;
    }

    boolean hasRoom() {
        return channel.isActive() && inFlight.get() < MAX_IN_FLIGHT;
    }

    boolean isOpen() {
        return channel.isActive();
    }

    void send(Carried one, Incarnation receiver) {
        carriedStream = one.stream();
        carriedSequence = one.sequence();
        int length = one.message().length();
        inFlight.addAndGet(length);
        channel.writeAndFlush(new FrameCodec.Outgoing(one, receiver)).addListener(done -> {
            long left = inFlight.addAndGet(-length);
            if (left < MAX_IN_FLIGHT && left + length >= MAX_IN_FLIGHT) {
                onRoom.run();
            }
        });
    }

    /** Marks a message as carried that a filter has swallowed. */
    void swallow(Carried one) {
        carriedStream = one.stream();
        carriedSequence = one.sequence();
    }

    void close() {
        Closing.close(channel);
    }

    @Override
    public String toString() {
        return path + " to " + channel.remoteAddress();
    }
}
