package dev.vigil.comm.heartbeat;

import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Measures of one peer.
 *
 * @param largestJointSilence the longest time in which nothing came over any path while the peer was alive, of the last one to two
 *        minutes of that, and no longer back than the timing was changed; the detection time must stay well above it
 * @param ownStall what the peer says of its own loop
 * @param detection after which silence it counts as dead, and why
 * @param returns how often it was held for dead and came back in the same life
 * @param version what it speaks; empty before the first contact
 */
public record PeerStatistics(NodeId peer, PeerHealth health, Incarnation incarnation, Duration largestJointSilence,
        Duration ownStall, DetectionFigures detection, long returns, Optional<NodeVersion> version, List<PathStatistics> paths) {
    public PeerStatistics {
        paths = List.copyOf(paths);
    }
}
