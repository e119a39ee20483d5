package dev.vigil.comm;

import dev.vigil.comm.heartbeat.NodeVersion;
import dev.vigil.comm.trust.ClusterKeys;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import io.netty.handler.ssl.SslContext;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What the communication manager needs for its whole life.
 *
 * @param version what this node speaks, told to every peer
 * @param keys the newest seals what is sent, all open what comes
 * @param clock nanoseconds of {@link dev.vigil.lcd.model.Ticks}: monotonic, counting suspend; called often, from the loop thread
 * @param clientTls asked at each connection, so that a renewed certificate takes effect; TLS 1.3 with this node's certificate
 * @param serverTls the same for the accepting side; must require a client certificate
 */
public record CommSettings(ClusterId cluster, NodeId self, Incarnation incarnation, NodeVersion version, ClusterKeys keys,
        LongSupplier clock,
        Supplier<SslContext> clientTls, Supplier<SslContext> serverTls, TrafficFilter filter) {
    public CommSettings {
        if (incarnation.counter() < 1) {
            throw new IllegalArgumentException("incarnation " + incarnation + " was not stored before the start");
        }
    }
}
