package dev.vigil.recovery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.UnitId;

/**
 * What a voter has on its disk, in a file of its own; written whole and forced.
 *
 * @param number rises with every writing; peers remember the highest they saw
 * @param shown the highest number that each peer has shown
 * @param longest the longest lease ever granted
 * @param debts former voters from whom this one has not learnt everything; while there are any it grants nothing
 */
public record VoteRecord(VoterSet voters, long number, SortedMap<UnitId, Vote> votes, List<Certificate> certificates,
        Duration longest, SortedMap<NodeId, Long> shown, List<Debt> debts) {
    public VoteRecord {
        debts = List.copyOf(debts);
        votes = Collections.unmodifiableSortedMap(new TreeMap<>(votes));
        certificates = List.copyOf(certificates);
        shown = Collections.unmodifiableSortedMap(new TreeMap<>(shown));
    }

    /** Nothing granted yet. */
    public static VoteRecord fresh(VoterSet voters) {
        return new VoteRecord(voters, 0, new TreeMap<>(), List.of(), voters.terms().lease(), new TreeMap<>(),
                List.of());
    }

    /**
     * The same votes among voters that do not follow directly, since nobody voted in between; not written yet. What it was told to keep it
     * keeps, for as long as it was told.
     */
    public VoteRecord under(VoterSet next) {
        Duration longer = next.terms().lease().compareTo(longest) > 0 ? next.terms().lease() : longest;
        return new VoteRecord(next, number, votes, certificates, longer, shown, List.of());
    }

    /** RC-61: the same votes among other voters that follow directly, not written yet: those before become a debt. */
    VoteRecord exchanged(VoterSet next) {
        SortedMap<UnitId, Vote> same = new TreeMap<>();
        votes.forEach((unit, vote) -> same.put(unit, vote.exchanged(voters.terms().lease(), next.terms().lease())));
        List<Debt> more = new ArrayList<>(debts);
        more.add(Debt.of(voters));
        SortedSet<NodeId> lost = next.loss().lost();
        List<Debt> owed = lost.isEmpty() ? more : more.stream().flatMap(debt -> debt.without(lost).stream()).distinct().toList();
        Duration longer = Stream.of(longest, voters.longestLease(), next.terms().lease()).max(Duration::compareTo)
                .orElse(longest);
        return new VoteRecord(next, number, same, certificates, longer, shown, owed);
    }

    /** RC-62: nothing that was granted by former voters counts any more, so that they are nothing to learn from. */
    VoteRecord settled() {
        return new VoteRecord(voters, number, votes, certificates, longest, shown, List.of());
    }

    VoteRecord numbered(long next) {
        return new VoteRecord(voters, next, votes, certificates, longest, shown, debts);
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
        return new VoteRecord(voters, number + 1, next, certificates, longer, shown, debts);
    }

    /** Everything that this life held is released; unchanged if it held nothing. */
    VoteRecord released(Holder over) {
        SortedMap<UnitId, Vote> next = new TreeMap<>(votes);
        next.replaceAll((unit, vote) -> vote.isGranted() && vote.holder().equals(over) ? vote.released() : vote);
        return next.equals(votes) ? this : new VoteRecord(voters, number + 1, next, certificates, longest, shown, debts);
    }

    VoteRecord with(Certificate certificate) {
        List<Certificate> next = new ArrayList<>(certificates);
        next.add(certificate);
        return new VoteRecord(voters, number + 1, votes, next, longest, shown, debts);
    }

    VoteRecord withShown(SortedMap<NodeId, Long> seen) {
        return new VoteRecord(voters, number, votes, certificates, longest, seen, debts);
    }

    boolean isFenced(Holder holder) {
        return certificates.stream().anyMatch(certificate -> certificate.fenced().equals(holder));
    }
}
