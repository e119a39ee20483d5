package dev.vigil.server.guarding;

import java.time.Duration;
import java.util.Optional;

/**
 * How the guard and the gate of this node are.
 *
 * @param isWanted whether the settings want a guard
 * @param isWatching whether there is one that reads what it is fed
 * @param deaths how often one has died or did not start
 * @param acts how often one has ended what this node held, and told it
 * @param killBudget what the last measured ending of a small tree of programs took; empty before the first
 * @param gateTrouble why the kernel holds no gate; empty if it does
 */
public record GuardFigures(boolean isWanted, boolean isWatching, long deaths, long acts, Optional<Duration> killBudget,
        Optional<String> gateTrouble) {}
