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
 * @param certificates of lives for which something is kept here
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
        SortedSet<NodeId> lost = next.loss().lost();
        votes.forEach((unit, vote) -> same.put(unit,
                vote.exchanged(voters.terms().lease(), next.terms().lease()).givenUp(lost, next.terms().lease())));
        List<Debt> more = new ArrayList<>(debts);
        more.add(Debt.of(voters));
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

    /**
     * RC-106: while quorum was off nobody kept to what had been promised before. What a lease ends still runs out; what nothing but a fence would
     * end becomes such a lease.
     */
    public VoteRecord afterOff() {
        SortedMap<UnitId, Vote> next = new TreeMap<>();
        votes.forEach((unit, vote) -> next.put(unit, new Vote(vote.highest(), vote.holder(),
                vote.tenure() instanceof Tenure.UntilFenced ? new Tenure.Lease(longest) : vote.tenure(), vote.standing())));
        return new VoteRecord(voters, number, next, certificates, longest, shown, debts);
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
        return new VoteRecord(voters, number + 1, next, needed(next, certificates), longer, shown, debts);
    }

    /** Everything is released that this life held for a lease; unchanged if it held nothing so. */
    VoteRecord released(Holder over) {
        SortedMap<UnitId, Vote> next = new TreeMap<>(votes);
        next.replaceAll((unit, vote) -> vote.ended(over));
        return next.equals(votes)
                ? this
                : new VoteRecord(voters, number + 1, next, needed(next, certificates), longest, shown, debts);
    }

    VoteRecord with(Certificate certificate) {
        List<Certificate> next = new ArrayList<>(certificates);
        next.add(certificate);
        return new VoteRecord(voters, number + 1, votes, next, longest, shown, debts);
    }

    /** Those that open anything: of lives that hold nothing here any more none is kept. */
    static List<Certificate> needed(SortedMap<UnitId, Vote> votes, List<Certificate> certificates) {
        return certificates.stream().filter(certificate -> isHeldBy(votes, certificate.fenced())).toList();
    }

    private static boolean isHeldBy(SortedMap<UnitId, Vote> votes, Holder holder) {
        return votes.values().stream().anyMatch(vote -> vote.isFor(holder));
    }

    /** Whether anything is kept here for this life. */
    boolean isHeldBy(Holder holder) {
        return isHeldBy(votes, holder);
    }

    VoteRecord withShown(SortedMap<NodeId, Long> seen) {
        return new VoteRecord(voters, number, votes, certificates, longest, seen, debts);
    }

    boolean isFenced(Holder holder) {
        return certificates.stream().anyMatch(certificate -> certificate.fenced().equals(holder));
    }
}
