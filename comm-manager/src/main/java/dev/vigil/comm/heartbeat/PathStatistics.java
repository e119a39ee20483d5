package dev.vigil.comm.heartbeat;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import java.time.Duration;

/**
 * Measures of one path.
 *
 * @param roundTrip smoothed; zero before the first echo
 * @param jitter mean difference between gaps of arrival and gaps of sending
 * @param loss share of the peer's heartbeats that did not arrive, recent ones counting more
 */
public record PathStatistics(PathId path, NodeId peer, PathHealth health, Duration roundTrip, Duration jitter, double loss,
        long sent,
        long received, long dropped) {}
