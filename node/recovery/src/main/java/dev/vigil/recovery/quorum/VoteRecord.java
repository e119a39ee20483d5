package dev.vigil.recovery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.UnitId;

/**
 * What a voter has on its disk, in a file of its own; written whole and forced.
 *
 * @param number rises with every writing; peers remember the highest they saw
 * @param certificates of lives for which something is kept here
 * @param shown the highest number that each peer has shown
 * @param longest the longest lease ever granted
 */
public record VoteRecord(VoterSet voters, long number, SortedMap<UnitId, Vote> votes, List<Certificate> certificates,
        Duration longest, SortedMap<NodeId, Long> shown) {
    public VoteRecord {
        votes = Collections.unmodifiableSortedMap(new TreeMap<>(votes));
        certificates = List.copyOf(certificates);
        shown = Collections.unmodifiableSortedMap(new TreeMap<>(shown));
    }

    /** Nothing granted yet. */
    public static VoteRecord fresh(VoterSet voters) {
        return new VoteRecord(voters, 0, new TreeMap<>(), List.of(), voters.terms().lease(), new TreeMap<>());
    }

    /** The same votes under other terms, not written yet: what it was told to keep it keeps, for as long as it was told. */
    public VoteRecord under(VoterSet next) {
        Duration longer = next.terms().lease().compareTo(longest) > 0 ? next.terms().lease() : longest;
        return new VoteRecord(next, number, votes, certificates, longer, shown);
    }

    /**
     * RC-106: while quorum was off nobody kept to what had been promised before. What a lease ends still runs out; what nothing but a fence would
     * end becomes such a lease.
     */
    public VoteRecord afterOff() {
        SortedMap<UnitId, Vote> next = new TreeMap<>();
        votes.forEach((unit, vote) -> next.put(unit, vote.tenure() instanceof Tenure.UntilFenced
                ? new Vote(vote.highest(), vote.holder(), new Tenure.Lease(longest), vote.standing())
                : vote));
        return new VoteRecord(voters, number, next, certificates, longest, shown);
    }

    public Optional<Vote> vote(UnitId unit) {
        return Optional.ofNullable(votes.get(unit));
    }

    /** The highest epoch granted here; zero if none was. */
    public Epoch highest(UnitId unit) {
        return vote(unit).map(Vote::highest).orElse(Epoch.ZERO);
    }

    VoteRecord with(UnitId unit, Vote vote) {
        SortedMap<UnitId, Vote> next = new TreeMap<>(votes);
        next.put(unit, vote);
        Duration longer = vote.tenure() instanceof Tenure.Lease(Duration length) && length.compareTo(longest) > 0
                ? length
                : longest;
        return new VoteRecord(voters, number + 1, next, needed(next, certificates), longer, shown);
    }

    VoteRecord with(Certificate certificate) {
        List<Certificate> next = new ArrayList<>(certificates);
        next.add(certificate);
        return new VoteRecord(voters, number + 1, votes, next, longest, shown);
    }

    /** Those that open anything: of lives that hold nothing here any more none is kept. */
    static List<Certificate> needed(SortedMap<UnitId, Vote> votes, List<Certificate> certificates) {
        return certificates.stream().filter(certificate -> isHeldBy(votes, certificate.fenced())).toList();
    }

    private static boolean isHeldBy(SortedMap<UnitId, Vote> votes, Holder holder) {
        return votes.values().stream().anyMatch(vote -> vote.isGranted() && vote.holder().equals(holder));
    }

    /** Whether anything is kept here for this life. */
    boolean isHeldBy(Holder holder) {
        return isHeldBy(votes, holder);
    }

    VoteRecord withShown(SortedMap<NodeId, Long> seen) {
        return new VoteRecord(voters, number, votes, certificates, longest, seen);
    }

    boolean isFenced(Holder holder) {
        return certificates.stream().anyMatch(certificate -> certificate.fenced().equals(holder));
    }
}
