package dev.vigil.recovery;

import java.util.List;

/** What one event leads to: the view after it, and what shall be done, in order. */
public record Step(ClusterView next, List<Decision> decisions) {
    public Step {
        decisions = List.copyOf(decisions);
    }
}
