package dev.vigil.recovery.quorum;

import java.time.Duration;

/** RC-106: how long voters keep a unit for an owner that they do not hear. */
public sealed interface Tenure {
    /** So long after each of them has heard it last. */
    record Lease(Duration length) implements Tenure {}

    /** However long it is silent, until it gives the unit back or that life of it is fenced. No number stands for that. */
    record UntilFenced() implements Tenure {}

    Tenure UNTIL_FENCED = new UntilFenced();

    /** RC-61: under other usual lengths. One that is longer than the usual one was is not shortened. */
    static Tenure exchanged(Tenure was, Duration usual, Duration next) {
        return switch (was) {
            case UntilFenced endless -> endless;
            case Lease(Duration length) -> length.equals(usual) || length.compareTo(next) < 0 ? new Lease(next) : was;
        };
    }

    static Tenure longer(Tenure one, Tenure other) {
        return shorter(one, other).equals(one) ? other : one;
    }

    /** Of two under which a voter may keep a unit, the one on which its owner can rely. */
    static Tenure shorter(Tenure one, Tenure other) {
        return switch (one) {
            case UntilFenced endless -> other;
            case Lease(Duration length) ->
                other instanceof Lease(Duration second) && second.compareTo(length) < 0 ? other : one;
        };
    }
}
