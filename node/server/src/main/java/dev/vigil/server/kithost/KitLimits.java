package dev.vigil.server.kithost;

import java.time.Duration;

import dev.vigil.kit.ResourceAgent;

/**
 * How much the host takes on.
 *
 * @param running most actions that run at the same time; others wait, in the order in which they came
 * @param waitingForOne most calls that wait for their turn with one resource; one more is refused
 * @param ending how long an action may take to end after it was told to; then its instance is barred
 * @param betweenSignals least time between two failures that one resource reports by itself
 */
public record KitLimits(int running, int waitingForOne, Duration ending, Duration betweenSignals) {

    public static final KitLimits DEFAULT = new KitLimits(64, 8, Duration.ofMillis(ResourceAgent.TERMINATE_LIMIT_MILLIS),
            Duration.ofSeconds(1));

    public KitLimits {
        if (running < 1 || waitingForOne < 1 || !ending.isPositive() || betweenSignals.isNegative()) {
            throw new IllegalArgumentException("limits of the kit host must be positive");
        }
    }
}
