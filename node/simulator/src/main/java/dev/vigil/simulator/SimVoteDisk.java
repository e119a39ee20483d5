package dev.vigil.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import dev.vigil.recovery.quorum.VoteRecord;
import dev.vigil.recovery.quorum.Voter;

/** The file of votes of one host: forced at once, and, for the fault that brings an old disk back, what it held before. */
final class SimVoteDisk {
    private final TreeMap<Long, VoteRecord> past = new TreeMap<>();
    private Optional<VoteRecord> record = Optional.empty();
    private boolean isOfThisBoot;

    Optional<VoteRecord> record() {
        return record;
    }

    Voter.Trust trust() {
        if (record.isEmpty()) {
            return Voter.Trust.QUARANTINED;
        }
        return isOfThisBoot ? Voter.Trust.PROVED : Voter.Trust.UNPROVED;
    }

    void force(long now, VoteRecord next) {
        record = Optional.of(next);
        isOfThisBoot = true;
        past.put(now, next);
    }

    void powerLost() {
        isOfThisBoot = false;
    }

    /** Another disk, on which nobody has voted. */
    void replaced() {
        record = Optional.empty();
        past.clear();
        isOfThisBoot = false;
    }

    void goBack(long now, Duration age) {
        record = Optional.ofNullable(past.floorEntry(Math.max(0, now - age.toNanos()))).map(Map.Entry::getValue);
    }
}
