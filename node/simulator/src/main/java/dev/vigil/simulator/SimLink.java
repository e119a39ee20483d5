package dev.vigil.simulator;

import java.util.ArrayDeque;
import java.util.List;

import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.recovery.PeerNote;

/**
 * The messages from one node to another: in order, at most once for each pair of lives, tried again over any path until they are
 * through. What was told to another life, or by one, is gone.
 */
final class SimLink {
    private static final long TRY_AGAIN_NANOS = 20_000_000;

    private final World world;
    private final NodeId from;
    private final NodeId to;
    private final List<PathRow> paths;
    private final ArrayDeque<Message> waiting = new ArrayDeque<>();
    private long number;
    private boolean isTrying;

    private record Message(long number, Incarnation sender, Incarnation receiver, PeerNote note) {}

    SimLink(World world, NodeId from, NodeId to) {
        this.world = world;
        this.from = from;
        this.to = to;
        this.paths = world.scenario().given().lcd().config().paths().stream()
                .filter(path -> path.touches(from) && path.touches(to))
                .toList();
    }

    void tell(Incarnation sender, Incarnation receiver, PeerNote note) {
        world.tally().note();
        waiting.add(new Message(number++, sender, receiver, note));
        keepTrying();
    }

    void clear() {
        waiting.clear();
    }

    private void keepTrying() {
        if (!isTrying) {
            isTrying = true;
            attempt();
        }
    }

    private void attempt() {
        Message head = waiting.peek();
        if (head == null) {
            isTrying = false;
            return;
        }
        for (PathRow path : paths) {
            world.network().send(path, from, () -> arrived(head));
        }
        world.queue().at(world.queue().now() + TRY_AGAIN_NANOS, this::attempt);
    }

    /** Copies over other paths and later tries find another head and fall away. */
    private void arrived(Message message) {
        SimNode receiver = world.node(to);
        if (!message.equals(waiting.peek()) || receiver.isOff()) {
            return;
        }
        boolean isForThisLife = receiver.incarnation().equals(message.receiver());
        if (isForThisLife && !receiver.hears(from).equals(message.sender())) {
            return; // not yet: it has not heard of the sender's life, and will be tried again
        }
        waiting.remove();
        if (isForThisLife) {
            receiver.said(from, message.sender(), message.note());
        }
        Message next = waiting.peek();
        if (next != null) {
            for (PathRow path : paths) {
                world.network().send(path, from, () -> arrived(next));
            }
        }
    }
}
