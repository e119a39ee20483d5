package dev.vigil.server.wiring;

import dev.vigil.comm.heartbeat.Opaque;
import dev.vigil.comm.heartbeat.Summary;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.recovery.ConfigHash;

/** What a node tells of its state in its heartbeats. The configuration is hashed when it has changed, not at every turn. One thread. */
final class SummaryOf {
    private final NodeId self;
    private Config hashed = Config.EMPTY;
    private long hash = ConfigHash.of(Config.EMPTY);

    SummaryOf(NodeId self) {
        this.self = self;
    }

    Summary of(LcdState lcd, boolean isImpaired) {
        // An unchanged configuration is the same object, whose comparison costs nothing.
        if (!lcd.config().equals(hashed)) {
            hashed = lcd.config();
            hash = ConfigHash.of(hashed);
        }
        return new Summary(hashed.number().value(), hash, lcd.status(self).revision(), isImpaired, Opaque.NONE);
    }
}
