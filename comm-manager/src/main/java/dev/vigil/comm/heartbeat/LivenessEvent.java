package dev.vigil.comm.heartbeat;

import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import java.time.Duration;

/** What the heartbeats have shown; each is told once, when it changes. */
public sealed interface LivenessEvent {
    /** @param silence of the direction that was silent longer */
    record PathChanged(PathId path, NodeId peer, PathHealth health, Duration silence) implements LivenessEvent {}

    /** @param jointSilence for how long nothing valid has come over any path, own stalls taken out */
    record PeerChanged(NodeId peer, PeerHealth health, Duration jointSilence) implements LivenessEvent {}

    /** Somebody who knows has said that this life of the peer is over; the verdict follows. */
    record LifeEnded(NodeId peer, Incarnation life) implements LivenessEvent {}

    /** This node itself stood still for longer than the detection time: its peers may hold it for dead. */
    record SelfStalled(Duration late) implements LivenessEvent {}

    /**
     * The longest detection time of the profile is not enough any more for fewer than one false verdict in ten years, or is again.
     *
     * @param needed what would be enough
     */
    record BoundChanged(NodeId peer, boolean isMet, Duration needed, Duration longest) implements LivenessEvent {}

    /** The peer speaks for the first time since this node's start, or speaks another version than before. */
    record VersionSeen(NodeId peer, NodeVersion version) implements LivenessEvent {}

    /** The peer began another life, or tells something new of its state. */
    record SummarySeen(NodeId peer, Incarnation incarnation, Summary summary) implements LivenessEvent {}
}
