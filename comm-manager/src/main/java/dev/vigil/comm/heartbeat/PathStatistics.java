package dev.vigil.comm.heartbeat;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * Measures of one path.
 *
 * @param roundTrip smoothed; zero before the first echo
 * @param jitter mean difference between gaps of arrival and gaps of sending
 * @param loss share of the peer's heartbeats that did not arrive, recent ones counting more
 * @param lossOut the same of this node's, as the peer tells; empty when it does not
 * @param longestSilence the longest time in which nothing came over this path, within a day; zero when no sign was missed
 */
public record PathStatistics(PathId path, NodeId peer, PathHealth health, Duration roundTrip, Duration jitter, double loss,
        OptionalDouble lossOut, Duration longestSilence, long sent, long received, long dropped) {}
