package dev.vigil.simulator.explore;

import java.util.List;
import java.util.Optional;

/**
 * What was looked at.
 *
 * @param states different ones
 * @param transitions happenings that were carried out
 * @param depth all histories of so many happenings were looked at
 * @param livenessRuns from so many states it was tried whether the unit comes in service
 * @param isWhole whether there is nothing more within the limits of faults
 */
public record Exploration(int states, long transitions, int depth, long livenessRuns, boolean isWhole, Optional<Found> found) {
    /** The figures in one line. */
    public String line(String world) {
        return "%-20s %,d states, %,d transitions, every history to %d events%s, %,d tries of liveness%s".formatted(world, states,
                transitions, depth, isWhole ? " (that is all of them)" : "", livenessRuns, found.isPresent() ? ", BROKEN" : "");
    }

    /** The first breach, and the shortest history that leads to it. */
    public record Found(Breach breach, List<String> story) {
        public Found {
            story = List.copyOf(story);
        }
    }
}
