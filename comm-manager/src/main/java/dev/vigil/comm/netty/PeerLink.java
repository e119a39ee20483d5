package dev.vigil.comm.netty;

import dev.vigil.comm.link.ReceivingSide;
import dev.vigil.comm.link.SendingSide;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The two streams between this node and one peer, and the connections that may carry them. For the loop thread. */
final class PeerLink {
    final NodeId peer;
    final SendingSide sending = new SendingSide();
    final ReceivingSide receiving = new ReceivingSide();
    final Map<PathId, StreamConnection> connections = new LinkedHashMap<>();
    /** When the peer last acknowledged something new, or the queue was last empty. */
    long lastProgress;
    /** The connection that carries the messages now. */
    @Nullable
    StreamConnection carrier;

    PeerLink(NodeId peer) {
        this.peer = peer;
    }
}
