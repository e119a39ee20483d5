package dev.vigil.recovery.quorum;

import java.time.Duration;

/**
 * The lengths that owners and voters agree upon; part of the voter set.
 *
 * @param lease how long a voter keeps a unit for a silent holder, on the voter's clock
 * @param driftPermille bound of the drift: the rate of every clock is within 1 plus or minus this many thousandths
 * @param skew granularity of timers and one wake of the guard
 * @param kill what the guard needs at most to end and verify everything of a unit
 * @param tick time between two claims
 */
public record Terms(Duration lease, int driftPermille, Duration skew, Duration kill, Duration tick) {

    private static final int PERMILLE = 1000;
    private static final int ROUND_TRIPS = 3;

    public Terms {
        if (driftPermille < 0 || driftPermille >= PERMILLE) {
            throw new IllegalArgumentException("a drift of " + driftPermille + " thousandths is not within 0 and 999");
        }
        Duration longestKill = ownerLease(lease, driftPermille, skew).minus(tick.multipliedBy(2));
        if (kill.compareTo(longestKill) > 0) {
            throw new IllegalArgumentException("a kill budget of " + kill.toMillis() + " ms does not fit into the lease of "
                    + lease.toMillis() + " ms: "
                    + (longestKill.isPositive() ? "at most " + longestKill.toMillis() + " ms remain" : "nothing remains")
                    + " after the drift of clocks, timers and two ticks");
        }
    }

    /** RC-45: the owner's lease ends before the voter's, even if the owner's clock is the slowest and the voter's the fastest allowed. */
    public Duration ownerLease() {
        return ownerLease(lease, driftPermille, skew);
    }

    /** The same of another voter's lease. */
    Duration ownerLease(Duration other) {
        return ownerLease(other, driftPermille, skew);
    }

    /** RC-106: what a lease of this length has more for its owner than the one of the set is the time for a stop in order. */
    Duration grace(Duration other) {
        Duration more = ownerLease(other).minus(ownerLease());
        return more.isNegative() ? Duration.ZERO : more;
    }

    private static Duration ownerLease(Duration lease, int driftPermille, Duration skew) {
        return lease.multipliedBy(PERMILLE - driftPermille).dividedBy(PERMILLE + driftPermille).minus(skew);
    }

    /** RC-47: with less left nothing is started, for the guard would soon end it again. */
    Duration leastToStart() {
        return ownerLease().dividedBy(2);
    }

    /**
     * RC-44: after so long without a majority a candidate withdraws. Longer than a round trip on a machine that is not asked for anything
     * else: one that withdraws before its answers come takes nothing ever.
     */
    Duration patience() {
        Duration trips = tick.multipliedBy(ROUND_TRIPS);
        Duration half = lease.dividedBy(2);
        return trips.compareTo(half) > 0 ? trips : half;
    }
}
