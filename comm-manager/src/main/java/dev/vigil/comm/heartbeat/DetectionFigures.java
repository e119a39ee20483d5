package dev.vigil.comm.heartbeat;

import java.time.Duration;

/**
 * The detection time between this node and one peer, and why it is what it is.
 *
 * @param inForce after which silence this node holds the peer for dead
 * @param heldAfter after which silence the peer holds this node for dead, as it tells
 * @param needed what the measured silences need for fewer than one false verdict in ten years; zero while too few signs were missed to tell
 * @param isBoundMet whether the longest time of the profile is enough for that
 * @param longest the longest joint silence of the living paths within a day; zero when no sign was missed
 * @param stall the longest stall of this node or the peer within an hour
 * @param falseVerdictEveryIfHalved what half the time would cost: how long it would last from one false verdict to the next; zero when that
 *        cannot be told or is longer than ten years
 */
public record DetectionFigures(Duration inForce, Duration heldAfter, DetectionReason reason, Duration needed, boolean isBoundMet,
        Duration longest, Duration stall, Duration falseVerdictEveryIfHalved) {}
