package dev.vigil.server.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.KitCallId;

/** How the actions of kits end and how long they take, waiting for their turn included. Calls begin on one thread and end on any. */
final class KitMeter {
    private final Map<KitCallId, Begun> open = new ConcurrentHashMap<>();
    private final MeterRegistry registry;
    private final LongSupplier nanos;

    private record Begun(Action action, String type, long atNanos) {}

    KitMeter(MeterRegistry registry, LongSupplier nanos) {
        this.registry = registry;
        this.nanos = nanos;
        Gauge.builder("vigil.kit.open.calls", open, Map::size).description("Actions of recovery kits that are not over")
                .register(registry);
    }

    void called(Decision.CallKit call) {
        open.put(call.call(), new Begun(call.action(), call.target().resource().type().value(), nanos.getAsLong()));
    }

    void finished(Event.KitFinished event) {
        Begun begun = open.remove(event.call());
        if (begun != null) {
            Timer.builder("vigil.kit.action").description("Actions of recovery kits, from the call to the outcome")
                    .tag("action", begun.action().word()).tag("type", begun.type())
                    .tag("outcome", word(event.outcome())).serviceLevelObjectives(Buckets.ofActions()).register(registry)
                    .record(Duration.ofNanos(nanos.getAsLong() - begun.atNanos()));
        }
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done -> "done";
            case Outcome.Failed failed -> "failed";
            case Outcome.Unknown unknown -> "unknown";
        };
    }
}
