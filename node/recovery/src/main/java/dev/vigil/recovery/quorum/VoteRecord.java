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
        Duration longer = vote.lease().compareTo(longest) > 0 ? vote.lease() : longest;
        return new VoteRecord(voters, number + 1, next, certificates, longer, shown);
    }

    /** Everything that this life held is released; unchanged if it held nothing. */
    VoteRecord released(Holder over) {
        SortedMap<UnitId, Vote> next = new TreeMap<>(votes);
        next.replaceAll((unit, vote) -> vote.isGranted() && vote.holder().equals(over) ? vote.released() : vote);
        return next.equals(votes) ? this : new VoteRecord(voters, number + 1, next, certificates, longest, shown);
    }

    VoteRecord with(Certificate certificate) {
        List<Certificate> next = new ArrayList<>(certificates);
        next.add(certificate);
        return new VoteRecord(voters, number + 1, votes, next, longest, shown);
    }

    VoteRecord withShown(SortedMap<NodeId, Long> seen) {
        return new VoteRecord(voters, number, votes, certificates, longest, seen);
    }

    boolean isFenced(Holder holder) {
        return certificates.stream().anyMatch(certificate -> certificate.fenced().equals(holder));
    }
}
