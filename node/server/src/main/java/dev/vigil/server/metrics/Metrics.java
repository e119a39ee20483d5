package dev.vigil.server.metrics;

import java.util.function.LongSupplier;

import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.Note;

/**
 * The figures that Prometheus scrapes, in its base units. What happens is counted as it passes by: events from any thread, decisions
 * from the controller's. What is, is read when somebody scrapes.
 */
public final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final NoteMeter notes = new NoteMeter(registry);
    private final KitMeter kits;
    private final FailoverMeter failovers;

    public Metrics() {
        this(System::nanoTime);
    }

    /** With a clock of nanoseconds, for tests. */
    Metrics(LongSupplier nanos) {
        new JvmMemoryMetrics().bindTo(registry);
        kits = new KitMeter(registry, nanos);
        failovers = new FailoverMeter(registry, nanos);
    }

    public PrometheusMeterRegistry registry() {
        return registry;
    }

    /** From now on each scrape tells of these too. Once. */
    public void watch(Sources sources) {
        registry.getPrometheusRegistry().register(new Reading(sources));
    }

    /** On its way to the controller. */
    public void seen(Event event) {
        if (event instanceof Event.KitFinished finished) {
            kits.finished(finished);
        } else if (event instanceof Event.PeerChanged changed) {
            if (changed.health() == PeerHealth.DEAD) {
                failovers.died(changed.peer(), changed.silence());
            } else {
                failovers.lives(changed.peer());
            }
        }
    }

    /** About to be carried out. */
    void called(Decision.CallKit call) {
        kits.called(call);
        failovers.called(call);
    }

    void noted(Note note) {
        notes.count(note);
        failovers.noted(note);
    }
}
