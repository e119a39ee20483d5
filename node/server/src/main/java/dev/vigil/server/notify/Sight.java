package dev.vigil.server.notify;

import java.time.Instant;
import java.util.Optional;

import dev.vigil.admin.NodeAdministration.LivenessView;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;

/** What a node sees of its cluster and of itself at one moment. */
public record Sight(NodeId self, LcdState lcd, LivenessView liveness, Inside inside) {
    /**
     * Of itself.
     *
     * @param storageFailure why nothing can be stored
     * @param impairment why it decides nothing
     * @param certificateEnds when nobody will believe its certificate any more
     */
    public record Inside(Optional<String> storageFailure, Optional<String> impairment, Instant certificateEnds, Instant now) {}

    boolean isAlive(NodeId node) {
        return node.equals(self) || healthOf(node) == PeerHealth.ALIVE;
    }

    PeerHealth healthOf(NodeId node) {
        var figures = liveness.peers().get(node);
        return figures == null ? PeerHealth.UNKNOWN : figures.health();
    }
}
