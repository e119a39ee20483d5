package dev.vigil.server.wiring;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import dev.vigil.comm.CommStatistics;
import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.comm.heartbeat.PathStatistics;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.comm.heartbeat.PeerStatistics;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.store.LcdStore;
import dev.vigil.server.loop.ControllerLoop;

/** The figures that Prometheus scrapes. Times in seconds, as its conventions ask. */
final class Metrics {
    private static final double NANOS = 1e9;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MultiGauge paths;
    private final MultiGauge roundTrips;
    private final MultiGauge losses;
    private final MultiGauge peers;
    private final MultiGauge silences;
    private final MultiGauge resources;

    Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        paths = MultiGauge.builder("vigil.path.alive").description("1 when both directions carry heartbeats").register(registry);
        roundTrips = MultiGauge.builder("vigil.path.round.trip").baseUnit("seconds").register(registry);
        losses = MultiGauge.builder("vigil.path.loss").baseUnit("ratio").register(registry);
        peers = MultiGauge.builder("vigil.peer.alive").description("1 when at least one path lives").register(registry);
        silences = MultiGauge.builder("vigil.peer.largest.joint.silence").baseUnit("seconds").register(registry);
        resources = MultiGauge.builder("vigil.resource.state").description("1 for the state a resource has on a node").register(registry);
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    void watch(ControllerLoop loop, LcdStore store) {
        Gauge.builder("vigil.controller.waiting", loop, ControllerLoop::waiting).register(registry);
        Gauge.builder("vigil.controller.impaired", loop, one -> one.impairment().isPresent() ? 1 : 0).register(registry);
        Gauge.builder("vigil.journal.records", store, one -> one.journalFigures().records()).register(registry);
        Gauge.builder("vigil.journal.force", store, one -> one.journalFigures().lastForce().toNanos() / NANOS).baseUnit("seconds")
                .register(registry);
        Gauge.builder("vigil.journal.force.longest", store, one -> one.journalFigures().longestForce().toNanos() / NANOS).baseUnit("seconds")
                .register(registry);
        Gauge.builder("vigil.h2.lag.records", store, LcdStore::mirrorLag).register(registry);
        Gauge.builder("vigil.h2.rebuilds", store, one -> one.mirrorFigures().rebuilds()).register(registry);
        Gauge.builder("vigil.config.number", store, one -> one.state().config().number().value()).register(registry);
    }

    void refresh(CommStatistics statistics, LcdStore store) {
        List<MultiGauge.Row<?>> alive = new ArrayList<>();
        List<MultiGauge.Row<?>> trips = new ArrayList<>();
        List<MultiGauge.Row<?>> loss = new ArrayList<>();
        List<MultiGauge.Row<?>> peer = new ArrayList<>();
        List<MultiGauge.Row<?>> silence = new ArrayList<>();
        for (PeerStatistics one : statistics.peers()) {
            Tags tags = Tags.of("peer", one.peer().value());
            peer.add(MultiGauge.Row.of(tags, one.health() == PeerHealth.ALIVE ? 1 : 0));
            silence.add(MultiGauge.Row.of(tags, one.largestJointSilence().toNanos() / NANOS));
            for (PathStatistics path : one.paths()) {
                Tags named = Tags.of("path", path.path().value());
                alive.add(MultiGauge.Row.of(named, path.health() == PathHealth.ALIVE ? 1 : 0));
                trips.add(MultiGauge.Row.of(named, path.roundTrip().toNanos() / NANOS));
                loss.add(MultiGauge.Row.of(named, path.loss()));
            }
        }
        paths.register(alive, true);
        roundTrips.register(trips, true);
        losses.register(loss, true);
        peers.register(peer, true);
        silences.register(silence, true);
        resources.register(states(store), true);
    }

    private static List<MultiGauge.Row<?>> states(LcdStore store) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        store.state().statuses().forEach((node, status) -> status.rows().values().forEach(row -> {
            if (row instanceof StateRow state) {
                rows.add(MultiGauge.Row.of(Tags.of("tag", state.tag().value(), "node", node.value(), "state", state.state().name()), 1));
            }
        }));
        return rows;
    }
}
