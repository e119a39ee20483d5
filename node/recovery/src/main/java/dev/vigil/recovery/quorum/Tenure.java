package dev.vigil.recovery.quorum;

import java.time.Duration;
import java.util.Optional;

/** RC-106: how long voters keep a unit for an owner that they do not hear. */
public sealed interface Tenure {
    /** So long after each of them has heard it last. */
    record Lease(Duration length) implements Tenure {
        @Override
        public Optional<Duration> end() {
            return Optional.of(length);
        }
    }

    /** However long it is silent, until it gives the unit back or that life of it is fenced. No number stands for that. */
    record UntilFenced() implements Tenure {
        @Override
        public Optional<Duration> end() {
            return Optional.empty();
        }
    }

    /** RC-114: so long, as a lease, while its owner restarts; voters that boot do not wait for it (RC-41). */
    record HandOver(Duration length) implements Tenure {
        /** The longest: should the owner not come back, nobody else has the unit before. */
        public static final Duration LONGEST = Duration.ofSeconds(60);

        @Override
        public Optional<Duration> end() {
            return Optional.of(length);
        }
    }

    Tenure UNTIL_FENCED = new UntilFenced();

    /** After how long a silence it ends, if it does. */
    Optional<Duration> end();

    /** RC-61: under other usual lengths. One that is longer than the usual one was is not shortened. */
    static Tenure exchanged(Tenure was, Duration usual, Duration next) {
        return switch (was) {
            case UntilFenced endless -> endless;
            case HandOver restarting -> restarting;
            case Lease(Duration length) -> length.equals(usual) || length.compareTo(next) < 0 ? new Lease(next) : was;
        };
    }

    static Tenure longer(Tenure one, Tenure other) {
        return shorter(one, other).equals(one) ? other : one;
    }

    /** Of two under which a voter may keep a unit, the one on which its owner can rely. */
    static Tenure shorter(Tenure one, Tenure other) {
        return other.end().filter(second -> one.end().filter(first -> first.compareTo(second) <= 0).isEmpty()).isPresent()
                ? other
                : one;
    }
}
