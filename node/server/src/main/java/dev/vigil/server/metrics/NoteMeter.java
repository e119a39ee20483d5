package dev.vigil.server.metrics;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import dev.vigil.recovery.Cause;
import dev.vigil.recovery.Note;
import dev.vigil.recovery.NoteCode;

/** Counts the controller's notes. Each counter stands at zero from the start: the first step of one that appears is never seen. */
final class NoteMeter {
    private static final String CONFIRMED = "confirmed";
    private final Map<NoteCode, Counter> codes = new EnumMap<>(NoteCode.class);
    private final Map<Cause, Counter> takeovers = new EnumMap<>(Cause.class);
    private final Map<String, Counter> fences = new TreeMap<>();
    private final Timer stalls;

    NoteMeter(MeterRegistry registry) {
        for (NoteCode code : NoteCode.values()) {
            codes.put(code,
                    Counter.builder("vigil.notes").description("Notes of the controller, by code").tag("code", code.word())
                            .register(registry));
        }
        for (Cause cause : Cause.values()) {
            takeovers.put(cause, Counter.builder("vigil.takeovers")
                    .description("Units that this node took under a new epoch, by cause").tag("cause", cause.word())
                    .register(registry));
        }
        for (String outcome : List.of(CONFIRMED, "failed", "unknown")) {
            fences.put(outcome,
                    Counter.builder("vigil.fences").description("Runs of fence agents by this node, by how they ended")
                            .tag("outcome", outcome).register(registry));
        }
        stalls = Timer.builder("vigil.stall").description("How long this node stood still, each time it was for longer than the"
                + " detection time").serviceLevelObjectives(Buckets.ofActions()).register(registry);
    }

    void count(Note note) {
        Counter counter = codes.get(note.code());
        if (counter != null) {
            counter.increment();
        }
        if (note.code() == NoteCode.EPOCH_TAKEN) {
            note.facts().find("cause").map(Cause::valueOf).map(takeovers::get).ifPresent(Counter::increment);
        } else if (note.code() == NoteCode.FENCED) {
            Optional.ofNullable(fences.get(CONFIRMED)).ifPresent(Counter::increment);
        } else if (note.code() == NoteCode.FENCE_FAILED) {
            note.facts().find("outcome").map(fences::get).ifPresent(Counter::increment);
        } else if (note.code() == NoteCode.SELF_STALLED) {
            note.facts().find("late-ms").map(Long::parseLong).map(Duration::ofMillis).ifPresent(stalls::record);
        }
    }
}
