package dev.vigil.server.metrics;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

import dev.vigil.server.kithost.KitLoad;

import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/** The workings of the node: its controller, its kits, its certificates. */
final class InsideFigures {
    private static final double MILLIS_PER_SECOND = 1000;

    private InsideFigures() {}

    static Collection<MetricSnapshot> of(Sources.Inside inside) {
        return List.of(
                Family.gauge("vigil_controller_waiting_events", "Events that wait for the controller's thread",
                        inside.loop().waiting()),
                Family.gauge("vigil_controller_impaired", "1 when the controller broke an invariant and decides nothing more",
                        inside.loop().impairment().isPresent() ? 1 : 0),
                Family.gauge("vigil_controller_turn_age_seconds", "How long ago the controller's thread last turned",
                        Family.seconds(inside.turnAge().get())),
                Family.counter("vigil_controller_steps", "Events that the controller has decided on",
                        inside.loop().steps().count()),
                Family.counters("vigil_controller_deciding_seconds", "How long these decisions took together",
                        family -> family.put(Family.seconds(inside.loop().steps().total()))),
                Family.gauge("vigil_controller_longest_step_seconds", "The longest decision since the start",
                        Family.seconds(inside.loop().steps().longest())),
                Family.gauge("vigil_kit_barred_resources",
                        "Resources that take no action on this node until its restart, since an action of theirs could not be ended",
                        inside.kits().barred().size()),
                loads("vigil_kit_running_calls", "Calls of recovery kits that run: actions, and the node's own checks", inside,
                        load -> load.running()),
                loads("vigil_kit_waiting_calls",
                        "Calls of recovery kits that wait for their turn; a check waits behind all actions",
                        inside, load -> load.waiting()),
                loads("vigil_kit_most_running_calls", "Calls of recovery kits that may run at once", inside, load -> load.most()),
                loads("vigil_kit_longest_wait_seconds", "How long the call has waited that waits longest", inside,
                        load -> Family.seconds(load.longestWait())),
                Family.gauges("vigil_certificate_expiry_timestamp_seconds",
                        "When a certificate of this node ends, since the epoch of Unix", family -> {
                            family.put(end(inside.identity().current().certificate()), "node");
                            family.put(end(inside.identity().authority()), "authority");
                        }, "certificate"));
    }

    private static MetricSnapshot loads(String name, String help, Sources.Inside inside, ToDoubleFunction<KitLoad> figure) {
        return Family.gauges(name, help, family -> {
            family.put(figure.applyAsDouble(inside.kits().actions()), "action");
            family.put(figure.applyAsDouble(inside.kits().checks()), "check");
        }, "sort");
    }

    private static double end(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant().toEpochMilli() / MILLIS_PER_SECOND;
    }
}
