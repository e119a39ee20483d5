package dev.vigil.server.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

import dev.vigil.lcd.journal.JournalFigures;
import dev.vigil.lcd.store.LcdStore;

/** The journal, which is waited for, and the query database behind it. */
final class StorageFigures {
    private StorageFigures() {}

    static Collection<MetricSnapshot> of(LcdStore store) {
        JournalFigures journal = store.journalFigures();
        return List.of(forces(journal),
                Family.gauge("vigil_journal_longest_force_seconds", "The longest write and force of the journal since the start",
                        Family.seconds(journal.longestForce())),
                Family.counter("vigil_journal_records", "Records of the journal that were forced to disk",
                        journal.records()),
                Family.gauge("vigil_storage_failed", "1 while nothing can be stored: changes are refused and nothing moves",
                        store.failure().isPresent() ? 1 : 0),
                Family.gauge("vigil_h2_lag_records", "Records of the journal that the query database has not taken in yet",
                        store.mirrorLag()),
                Family.counter("vigil_h2_rebuilds", "How often the query database was built again",
                        store.mirrorFigures().rebuilds()));
    }

    private static MetricSnapshot forces(JournalFigures journal) {
        List<Double> bounds = new ArrayList<>();
        for (Duration bound : JournalFigures.FORCE_BOUNDS) {
            bounds.add(Family.seconds(bound));
        }
        bounds.add(Double.POSITIVE_INFINITY);
        return HistogramSnapshot.builder().name("vigil_journal_force_seconds")
                .help("Writing a group of records to the journal and forcing it to disk")
                .dataPoint(new HistogramDataPointSnapshot(ClassicHistogramBuckets.of(bounds, journal.forces()),
                        Family.seconds(journal.totalForce()), Labels.EMPTY, Exemplars.EMPTY, 0))
                .build();
    }
}
