package dev.vigil.server.kithost;

import java.time.Duration;

import dev.vigil.kit.ResourceAgent;

/**
 * How much the host takes on.
 *
 * @param running most actions that run at the same time; others wait, in the order in which they came
 * @param checks most checks of the node's own that run at the same time, besides; while an action waits for its turn, none begins
 * @param waitingForOne most calls that wait for their turn with one resource; one more is refused
 * @param ending how long an action may take to end after it was told to; then its instance is barred
 * @param betweenSignals least time between two failures that one resource reports by itself
 */
public record KitLimits(int running, int checks, int waitingForOne, Duration ending, Duration betweenSignals) {

    public static final KitLimits DEFAULT = new KitLimits(64, 16, 8, Duration.ofMillis(ResourceAgent.TERMINATE_LIMIT_MILLIS),
            Duration.ofSeconds(1));

    /** The usual ones, but for how much runs at once. */
    public static KitLimits of(int running, int checks) {
        return new KitLimits(running, checks, DEFAULT.waitingForOne, DEFAULT.ending, DEFAULT.betweenSignals);
    }

    public KitLimits {
        if (running < 1 || checks < 1 || waitingForOne < 1 || !ending.isPositive() || betweenSignals.isNegative()) {
            throw new IllegalArgumentException("limits of the kit host must be positive");
        }
    }
}
