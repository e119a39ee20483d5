package dev.vigil.recovery.quorum;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-108: which lives have to be over before a majority grants what is sought. What the voters said counts for a moment only: who is cut off
 * from them meanwhile has no majority, not even in principle, and must have nobody fenced.
 *
 * @param lives by unit, with when a majority last said so
 * @param certificates of lives of which it is known that they are over
 */
record Awaited(SortedMap<UnitId, Said> lives, List<Certificate> certificates) {
    static final Awaited NONE = new Awaited(new TreeMap<>(), List.of());
    private static final Duration COUNTS_FOR = Duration.ofSeconds(1);

    Awaited {
        lives = Collections.unmodifiableSortedMap(new TreeMap<>(lives));
        certificates = List.copyOf(certificates);
    }

    record Said(Holder holder, Ticks at) {}

    Awaited knowing(List<Certificate> others) {
        return new Awaited(lives, others);
    }

    /** Of several lives the first that is not known to be over. */
    Awaited heard(UnitId unit, Phase.Sounding sounding, int majority, Ticks now) {
        long would = sounding.answers().values().stream().filter(Awaited::isFavourable).count();
        Optional<Holder> holder = sounding.answers().values().stream().filter(Verdict.UntilFenced.class::isInstance)
                .map(verdict -> ((Verdict.UntilFenced) verdict).holder()).filter(this::isNotOver).findFirst();
        if (would < majority || holder.isEmpty()) {
            return this;
        }
        SortedMap<UnitId, Said> next = new TreeMap<>(lives);
        next.put(unit, new Said(holder.get(), now));
        return new Awaited(next, certificates);
    }

    /** But for the lease of a silent owner. */
    private static boolean isFavourable(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Yes yes -> true;
            case Verdict.UntilFenced kept -> true;
            case Verdict.No no -> no.reason() == Verdict.Reason.LEASE_RUNS || no.reason() == Verdict.Reason.UNSURE;
        };
    }

    private boolean isNotOver(Holder holder) {
        return certificates.stream().noneMatch(certificate -> certificate.fenced().equals(holder));
    }

    SortedMap<UnitId, Holder> at(Ticks now, SortedSet<UnitId> sought) {
        SortedMap<UnitId, Holder> awaited = new TreeMap<>();
        lives.forEach((unit, said) -> {
            if (sought.contains(unit) && now.since(said.at()).compareTo(COUNTS_FOR) < 0 && isNotOver(said.holder())) {
                awaited.put(unit, said.holder());
            }
        });
        return awaited;
    }
}
