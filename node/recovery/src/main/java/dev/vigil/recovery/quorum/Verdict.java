package dev.vigil.recovery.quorum;

import java.time.Duration;

/** The answer of a voter to an ask. */
public sealed interface Verdict {
    record Yes() implements Verdict {}

    /** @param remaining after which asking again is worth it, on the voter's clock */
    record No(Reason reason, Duration remaining) implements Verdict {}

    /** Why not. */
    enum Reason {
        QUARANTINED, JUST_STARTED, OTHER_VOTERS, NO_VOTER, LEARNING, OLD_EPOCH, HELD_HERE, LEASE_RUNS
    }

    Verdict YES = new Yes();

    static Verdict no(Reason reason) {
        return new No(reason, Duration.ZERO);
    }
}
