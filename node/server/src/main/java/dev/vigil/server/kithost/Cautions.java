package dev.vigil.server.kithost;

import java.time.Duration;

import dev.vigil.kit.ActionCall.Caution;
import dev.vigil.lcd.model.Timing;
import dev.vigil.recovery.Cause;

/** How long a kit may look for harm before it acts, by why it is called and by how fast the cluster shall be. */
final class Cautions {
    /** A cluster that finds a dead node faster than this does not spend the time of a brief look on it. */
    private static final Duration WORTH_A_LOOK = Duration.ofMillis(250);

    private Cautions() {}

    static Caution of(Cause cause, Timing timing) {
        return switch (cause) {
            case OPERATOR, START -> Caution.FULL;
            // the node that had it a moment ago has just let it go
            case SWITCHOVER, SHUTDOWN -> Caution.NONE;
            case NODE_FAILURE, RESOURCE_FAILURE, CHECK, HEAL, STALL, LEASE ->
                timing.detection().compareTo(WORTH_A_LOOK) < 0 ? Caution.NONE : Caution.BRIEF;
        };
    }
}
