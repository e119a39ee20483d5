package dev.vigil.recovery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.QuorumLoss;
import dev.vigil.lcd.model.QuorumRow;
import dev.vigil.lcd.model.QuorumStorage;

/**
 * Who votes, and on what terms. Every ask and every claim names its number; two numbers never mix.
 *
 * @param members with {@link #STORAGE} among them if a folder votes
 * @param storageLease how long a claim that was written into the folder counts; there if a folder votes
 * @param loss what a person has said of voters that are gone
 */
public record VoterSet(long number, List<NodeId> members, Terms terms, Optional<Duration> storageLease, QuorumLoss loss) {

    /** The name by which a folder votes; no node has it. */
    public static final NodeId STORAGE = new NodeId("storage");

    public VoterSet {
        members = members.stream().sorted().distinct().toList();
        if (members.size() % 2 == 0) {
            throw new IllegalArgumentException("a voter set needs an odd number of members, not " + members);
        }
        if (members.contains(STORAGE) != storageLease.isPresent()) {
            throw new IllegalArgumentException("a folder votes by the name " + STORAGE + " and has a lease of its own");
        }
    }

    public VoterSet(long number, List<NodeId> members, Terms terms, Optional<Duration> storageLease) {
        this(number, members, terms, storageLease, QuorumLoss.NONE);
    }

    public VoterSet(long number, List<NodeId> members, Terms terms) {
        this(number, members, terms, Optional.empty());
    }

    /** Bound of the drift of a clock: generous, since an oscillator is a hundred times better. */
    private static final int DRIFT_PERMILLE = 10;
    /** A wake of the guard on a busy machine. */
    private static final Duration SKEW = Duration.ofMillis(10);

    /** @throws IllegalArgumentException if its lengths do not fit together */
    public static VoterSet of(QuorumRow row) {
        List<NodeId> members = new ArrayList<>(row.voters());
        row.storage().ifPresent(folder -> members.add(STORAGE));
        return new VoterSet(row.number(), members, new Terms(row.lease(), DRIFT_PERMILLE, SKEW, row.kill(), row.tick()),
                row.storage().map(QuorumStorage::lease), row.loss());
    }

    /** RC-45: how long what this voter has answered counts for an owner with this lease, from when it was sent. */
    Duration ownerLease(NodeId voter, Duration lease) {
        return terms.ownerLease(storageLease.filter(ofFolder -> voter.equals(STORAGE)).orElse(lease));
    }

    /** The longest for which any of its members may keep a unit for a silent holder, if the holder asked for no other. */
    Duration longestLease() {
        return storageLease.filter(lease -> lease.compareTo(terms.lease()) > 0).orElseGet(terms::lease);
    }

    /** RC-44: after so long without a majority a candidate withdraws; a folder takes longer to answer than a node. */
    Duration patience() {
        return storageLease.map(lease -> lease.dividedBy(2)).filter(half -> half.compareTo(terms.patience()) > 0)
                .orElseGet(terms::patience);
    }

    /** More than half. */
    public int majority() {
        return members.size() / 2 + 1;
    }

    List<NodeId> othersThan(NodeId self) {
        List<NodeId> others = new ArrayList<>(members);
        others.remove(self);
        return others;
    }
}
