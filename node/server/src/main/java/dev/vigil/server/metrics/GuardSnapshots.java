package dev.vigil.server.metrics;

import java.util.Collection;
import java.util.List;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;

import dev.vigil.server.guarding.GuardFigures;

/** The guard and the kernel's gate. */
final class GuardSnapshots {
    private GuardSnapshots() {}

    static Collection<MetricSnapshot> of(GuardFigures figures) {
        return List.of(
                Family.gauge("vigil_guard_watching", "1 while a guard stands beside this node and reads what it is fed",
                        figures.isWatching() ? 1 : 0),
                Family.counter("vigil_guard_deaths", "How often a guard of this node has died or did not start",
                        figures.deaths()),
                Family.counter("vigil_guard_acts", "How often the guard has ended what this living node held", figures.acts()),
                Family.gauges("vigil_guard_kill_budget_seconds",
                        "What the last measured ending of a small tree of programs took the guard, until none was found any more",
                        family -> figures.killBudget().ifPresent(took -> family.put(Family.seconds(took)))),
                Family.gauge("vigil_gate_missing", "1 while the kernel holds no gate for the addresses of this node",
                        figures.gateTrouble().isPresent() ? 1 : 0));
    }
}
