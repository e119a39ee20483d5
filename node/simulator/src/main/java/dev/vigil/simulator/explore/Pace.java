package dev.vigil.simulator.explore;

import java.time.Duration;
import java.util.List;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.Terms;
import dev.vigil.recovery.quorum.VoterSet;

/**
 * The time of the small world. It runs in slots; in one slot a slow clock counts 3 and a fast one 5, the bounds of a drift of a quarter.
 * All lengths are closed and whole in slots at the rate where they are tight, so the grid meets every order of deadlines that a finer
 * time has: a fast voter lets go in the very slot in which a slow owner must be out.
 */
final class Pace {
    static final int SLOW = 3;
    static final int FAST = 5;
    static final UnitId UNIT = new UnitId("unit");
    static final List<NodeId> NODES = List.of(new NodeId("alpha"), new NodeId("bravo"), new NodeId("witness"));
    private static final int DRIFT_PERMILLE = 250;
    private static final int LEASE_SLOTS = 3;
    static final VoterSet VOTERS = new VoterSet(1, NODES, new Terms(Duration.ofNanos((long) LEASE_SLOTS * FAST), DRIFT_PERMILLE,
            Duration.ZERO, Duration.ofNanos(SLOW), Duration.ofNanos(1)));

    private Pace() {}
}
