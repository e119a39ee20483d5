package dev.vigil.comm;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import java.net.InetSocketAddress;

/**
 * One network between this node and a peer, told by its two addresses; both the datagrams and the TLS connection use them.
 *
 * @param local where this node binds; several paths may share it
 * @param remote where the peer listens; resolved
 */
public record CommPath(PathId id, NodeId peer, InetSocketAddress local, InetSocketAddress remote) {
    public CommPath {
        if (local.isUnresolved() || remote.isUnresolved()) {
            throw new IllegalArgumentException("path " + id + ": addresses must be resolved");
        }
    }
}
