package dev.vigil.server.metrics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

import dev.vigil.comm.OwnVersion;
import dev.vigil.lcd.model.ClusterRow;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.Timing;

/** Reads at each scrape what is at that moment. */
final class Reading implements MultiCollector {
    private final Sources sources;
    private final double startedSeconds = startedSeconds();

    Reading(Sources sources) {
        this.sources = sources;
    }

    @Override
    public MetricSnapshots collect() {
        List<MetricSnapshot> all = new ArrayList<>();
        LcdState lcd = sources.store().state();
        all.addAll(node(lcd));
        all.addAll(InsideFigures.of(sources.inside()));
        all.addAll(GuardSnapshots.of(sources.inside().guard().get()));
        all.addAll(QuorumSnapshots.of(sources.self(), sources.inside().quorum().get()));
        all.addAll(StorageFigures.of(sources.store()));
        all.addAll(NotificationFigures.of(sources.inside().notification()));
        sources.network().get().ifPresent(network -> {
            all.addAll(NetworkFigures.of(network));
            all.add(ready());
            all.addAll(ResourceFigures.of(sources.self(), lcd, network));
        });
        return new MetricSnapshots(all);
    }

    private MetricSnapshot ready() {
        return Family.gauges("vigil_failover_ready", "1 when the unit would be taken over if its owner died now",
                family -> sources.inside().loop().readiness()
                        .forEach(unit -> family.put(unit.isReady() ? 1 : 0, unit.unit().value())),
                "unit");
    }

    private Collection<MetricSnapshot> node(LcdState lcd) {
        Timing timing = lcd.config().cluster().map(ClusterRow::timing).orElse(Timing.DEFAULT);
        return List.of(
                info("vigil_build", "The program that runs", "version", OwnVersion.read().program(),
                        "protocol", OwnVersion.read().protocol(), "runtime", Runtime.version().toString()),
                info("vigil_node", "Which node this is", "cluster_name", lcd.config().cluster().map(ClusterRow::name).orElse(""),
                        "node", sources.self().value()),
                Family.gauge("vigil_start_time_seconds", "When this process started, since the epoch of Unix", startedSeconds),
                Family.gauge("vigil_config_number", "Number of the configuration that this node holds",
                        lcd.config().number().value()),
                Family.gauge("vigil_heartbeat_interval_seconds", "From heartbeat to heartbeat, as configured",
                        Family.seconds(timing.interval())),
                Family.gauge("vigil_detection_time_seconds", "Silence that means dead, as configured",
                        Family.seconds(timing.detection())));
    }

    private static MetricSnapshot info(String name, String help, String... labels) {
        return InfoSnapshot.builder().name(name).help(help)
                .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder().labels(Labels.of(labels)).build()).build();
    }

    private static double startedSeconds() {
        return ProcessHandle.current().info().startInstant().map(at -> at.toEpochMilli() / 1000.0).orElse(0.0);
    }
}
