package dev.vigil.comm;

import dev.vigil.comm.heartbeat.Departure;
import dev.vigil.comm.heartbeat.LivenessEvent;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;

/**
 * Hears what the communication manager learns. Every method is called on its loop thread, one call at a time: it must not block,
 * and what it throws is logged and dropped.
 */
public interface CommListener {
    /** The loop thread begins: before every other call. */
    default void begun() {}

    /** A verdict changed, or a peer tells something new of itself. */
    void liveness(LivenessEvent event, Ticks at);

    /** The next message of this peer's life. Exactly once and in order, up to the next {@link #linkReset}. */
    void heard(NodeId from, Incarnation incarnation, byte[] payload);

    /** What {@link CommManager#post} sent: perhaps late, perhaps several times, perhaps not at all. */
    default void posted(NodeId from, Incarnation incarnation, String letter) {}

    /**
     * A peer lets in nothing of this life, since this node, or this machine, belongs to the cluster no more by its configuration of that
     * number. Said again about every second for as long as this node speaks to it.
     */
    default void turnedAway(NodeId peer, Departure why, long config) {}

    /**
     * The link with this peer begins anew, in both directions: it was met for the first time, one of the two restarted, or a
     * queue overflowed. What was told before and not delivered is lost; what is told from now on arrives, or there is another reset.
     */
    void linkReset(NodeId peer);
}
