package dev.vigil.server.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/** Figures of one name as one scrape reads them. */
final class Family {
    private static final double NANOS_PER_SECOND = 1e9;

    private final String[] labels;
    private final List<Point> points = new ArrayList<>();

    private record Point(Labels labels, double value) {}

    private Family(String... labels) {
        this.labels = labels;
    }

    private static List<Point> points(Consumer<Family> fill, String... labels) {
        Family family = new Family(labels);
        fill.accept(family);
        return family.points;
    }

    /** What may go up and down. */
    static MetricSnapshot gauges(String name, String help, Consumer<Family> fill, String... labels) {
        GaugeSnapshot.Builder snapshot = GaugeSnapshot.builder().name(name).help(help);
        points(fill, labels).forEach(point -> snapshot
                .dataPoint(GaugeDataPointSnapshot.builder().labels(point.labels()).value(point.value()).build()));
        return snapshot.build();
    }

    static MetricSnapshot gauge(String name, String help, double value) {
        return gauges(name, help, family -> family.put(value));
    }

    static MetricSnapshot gauge(String name, String help, long value) {
        return gauges(name, help, family -> family.put(value));
    }

    /** What only goes up; the name is written with {@code _total} behind it. */
    static MetricSnapshot counters(String name, String help, Consumer<Family> fill, String... labels) {
        CounterSnapshot.Builder snapshot = CounterSnapshot.builder().name(name).help(help);
        points(fill, labels).forEach(point -> snapshot
                .dataPoint(CounterDataPointSnapshot.builder().labels(point.labels()).value(point.value()).build()));
        return snapshot.build();
    }

    static MetricSnapshot counter(String name, String help, long value) {
        return counters(name, help, family -> family.put(value));
    }

    /** One figure; the values of the labels in the order of their names. */
    void put(double value, String... values) {
        points.add(new Point(Labels.of(labels, values), value));
    }

    /** A count; what a double cannot hold exactly is reached after 285 years of a million a second. */
    void put(long value, String... values) {
        put((double) value, values);
    }

    /** One series for each word: 1 for the one that is so, 0 for the others. */
    void putOneOf(Enum<?>[] words, Enum<?> which, String... values) {
        for (Enum<?> word : words) {
            String[] all = Arrays.copyOf(values, values.length + 1);
            all[values.length] = word.name();
            put(word == which ? 1 : 0, all);
        }
    }

    static double seconds(Duration time) {
        return time.toNanos() / NANOS_PER_SECOND;
    }
}
