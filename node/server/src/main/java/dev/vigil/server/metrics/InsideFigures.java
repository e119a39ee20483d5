package dev.vigil.server.metrics;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

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
                Family.gauge("vigil_kit_barred_resources",
                        "Resources that take no action on this node until its restart, since an action of theirs could not be ended",
                        inside.kits().barred().size()),
                Family.gauges("vigil_certificate_expiry_timestamp_seconds",
                        "When a certificate of this node ends, since the epoch of Unix", family -> {
                            family.put(end(inside.identity().current().certificate()), "node");
                            family.put(end(inside.identity().authority()), "authority");
                        }, "certificate"));
    }

    private static double end(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant().toEpochMilli() / MILLIS_PER_SECOND;
    }
}
