package dev.vigil.server.metrics;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import dev.vigil.comm.CommStatistics;
import dev.vigil.comm.trust.LiveIdentity;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.store.LcdStore;
import dev.vigil.server.guarding.GuardFigures;
import dev.vigil.server.kithost.KitHost;
import dev.vigil.server.loop.ControllerLoop;
import dev.vigil.server.notify.Notification;
import dev.vigil.server.voting.QuorumView;

/**
 * What a scrape reads. All of it may be asked from any thread, at once.
 *
 * @param network the newest measures of the communication manager; empty before the first
 */
public record Sources(NodeId self, LcdStore store, Supplier<Optional<CommStatistics>> network, Inside inside) {
    /**
     * The workings of the node.
     *
     * @param turnAge since when the controller has not turned
     */
    public record Inside(ControllerLoop loop, Supplier<Duration> turnAge, KitHost kits, LiveIdentity identity,
            Notification notification, Supplier<GuardFigures> guard, Supplier<Optional<QuorumView>> quorum) {}
}
