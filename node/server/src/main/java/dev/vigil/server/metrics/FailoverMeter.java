package dev.vigil.server.metrics;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.recovery.Cause;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Note;
import dev.vigil.recovery.NoteCode;

/**
 * What each part of a failover takes. The verdict comes on the thread of the heartbeats, all else on the controller's: the note that
 * a failover begins; the first restore, called when the epoch is durable; the note that all is in service.
 */
final class FailoverMeter {
    /** The parts, in their order; the last is all of them. */
    enum Phase {
        /** From the last sign of life to the verdict, by the clock of the heartbeats. */
        DETECTION,
        /** From the verdict to the decision. */
        DECISION,
        /** From the decision until the epoch is durable and the first restore is called. */
        STORE,
        /** From there until all is in service. */
        RESTORE, TOTAL
    }

    private final Map<Phase, Timer> phases = new EnumMap<>(Phase.class);
    private final Timer detection;
    private final Counter begun;
    private final Counter done;
    private final Counter givenUp;
    private final LongSupplier nanos;
    private final Map<String, Death> deaths = new ConcurrentHashMap<>();
    private final Map<String, Run> runs = new ConcurrentHashMap<>();

    private record Death(Duration silence, long atNanos) {}

    /** A failover of one unit; {@code restoringNanos} is empty before the first restore. */
    private record Run(Optional<Death> death, long begunNanos, Optional<Long> restoringNanos) {}

    FailoverMeter(MeterRegistry registry, LongSupplier nanos) {
        this.nanos = nanos;
        for (Phase phase : Phase.values()) {
            phases.put(phase, Timer.builder("vigil.failover.phase").description("The parts of failovers to this node, and all"
                    + " of them together").tag("phase", phase.name().toLowerCase(Locale.ROOT))
                    .serviceLevelObjectives(Buckets.ofActions()).register(registry));
        }
        detection = Timer.builder("vigil.peer.detection").description("Silence after which this node held a peer for dead")
                .serviceLevelObjectives(Buckets.ofActions()).register(registry);
        begun = Counter.builder("vigil.failovers.begun").description("Failovers to this node that have begun").register(registry);
        done = ended(registry, "done");
        givenUp = ended(registry, "given-up");
    }

    private static Counter ended(MeterRegistry registry, String result) {
        return Counter.builder("vigil.failovers.ended").description("Failovers to this node that are over, by result")
                .tag("result", result).register(registry);
    }

    void died(NodeId peer, Duration silence) {
        detection.record(silence);
        deaths.put(peer.value(), new Death(silence, nanos.getAsLong()));
    }

    void lives(NodeId peer) {
        deaths.remove(peer.value());
    }

    void called(Decision.CallKit call) {
        if (call.cause() != Cause.NODE_FAILURE || call.action() != Action.RESTORE) {
            return;
        }
        runs.computeIfPresent(call.target().resource().unit().value(), (unit, run) -> {
            if (run.restoringNanos().isPresent()) {
                return run;
            }
            long now = nanos.getAsLong();
            record(Phase.STORE, now - run.begunNanos());
            return new Run(run.death(), run.begunNanos(), Optional.of(now));
        });
    }

    void noted(Note note) {
        String unit = note.facts().find("unit").orElse("");
        if (note.code() == NoteCode.FAILOVER_BEGINS) {
            begins(unit, note.facts().find("from").orElse(""));
        } else if (note.code() == NoteCode.FAILOVER_DONE) {
            Optional.ofNullable(runs.remove(unit)).ifPresent(this::done);
        } else if (note.code() == NoteCode.REMOVE_BEGINS && runs.remove(unit) != null) {
            givenUp.increment();
        }
    }

    private void begins(String unit, String from) {
        long now = nanos.getAsLong();
        Optional<Death> death = Optional.ofNullable(deaths.get(from));
        death.ifPresent(one -> record(Phase.DECISION, now - one.atNanos()));
        begun.increment();
        runs.put(unit, new Run(death, now, Optional.empty()));
    }

    private void done(Run run) {
        long now = nanos.getAsLong();
        done.increment();
        run.restoringNanos().ifPresent(since -> record(Phase.RESTORE, now - since));
        run.death().ifPresent(death -> {
            record(Phase.DETECTION, death.silence().toNanos());
            record(Phase.TOTAL, death.silence().toNanos() + now - death.atNanos());
        });
    }

    private void record(Phase phase, long tookNanos) {
        Timer timer = phases.get(phase);
        if (timer != null) {
            timer.record(Duration.ofNanos(tookNanos));
        }
    }
}
