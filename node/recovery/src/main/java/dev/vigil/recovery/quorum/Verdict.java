package dev.vigil.recovery.quorum;

import java.time.Duration;

/** The answer of a voter to an ask. */
public sealed interface Verdict {
    record Yes() implements Verdict {}

    /** @param remaining after which asking again is worth it, on the voter's clock */
    record No(Reason reason, Duration remaining) implements Verdict {}

    /** RC-106: it would say yes if this life were over; that it is silent does not count. */
    record UntilFenced(Holder holder) implements Verdict {}

    /** Why not. */
    enum Reason {
        QUARANTINED, JUST_STARTED, OTHER_VOTERS, NO_VOTER, LEARNING, OLD_EPOCH, HELD_HERE, LEASE_RUNS, UNSURE
    }

    Verdict YES = new Yes();

    static Verdict no(Reason reason) {
        return new No(reason, Duration.ZERO);
    }
}
