package dev.vigil.recovery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

import dev.vigil.lcd.model.UnitId;

/** RC-42, RC-62: the record of a voter that has learnt, made of its own and of what the others have written. */
final class Merge {
    private Merge() {}

    /** Nothing of its own disk is lost, the higher epoch wins, and its number is above all that was ever seen of it. */
    static VoteRecord of(VoteRecord own, List<Word.Table> tables) {
        return of(own, tables, vote -> true, Merge::higher);
    }

    /**
     * RC-106: beside what it has granted, what others keep until a fence. Leases that it has forgotten have run out, and one that it has granted
     * since is not hidden by a candidate, under a higher epoch, to whom it said no.
     */
    static VoteRecord promises(VoteRecord own, List<Word.Table> tables) {
        return of(own, tables, Vote::outlastsLeases,
                (mine, other) -> mine.isGranted() ? mine.beside(other) : higher(mine, other));
    }

    private static VoteRecord of(VoteRecord own, List<Word.Table> tables, Predicate<Vote> counts, BinaryOperator<Vote> both) {
        SortedMap<UnitId, Vote> votes = new TreeMap<>(own.votes());
        List<Certificate> certificates = new ArrayList<>(own.certificates());
        Duration longest = own.longest();
        long number = own.number();
        for (Word.Table table : tables) {
            table.votes().forEach((unit, vote) -> {
                if (counts.test(vote)) {
                    votes.merge(unit, vote, both);
                }
            });
            table.certificates().stream().filter(each -> !certificates.contains(each)).forEach(certificates::add);
            longest = table.longest().compareTo(longest) > 0 ? table.longest() : longest;
            number = Math.max(number, table.ofYou());
        }
        return new VoteRecord(own.voters(), number + 1, votes, VoteRecord.needed(votes, certificates), longest, own.shown(),
                own.debts());
    }

    /** Of two equal epochs the one that may still run counts, and the longer lease. */
    private static Vote higher(Vote one, Vote other) {
        int order = one.highest().compareTo(other.highest());
        if (order != 0) {
            return order > 0 ? one.beside(other) : other.beside(one);
        }
        Vote kept = one.isGranted() ? one : other;
        Vote both = kept.beside(kept.equals(one) ? other : one);
        return new Vote(kept.highest(), kept.holder(), Tenure.longer(one.tenure(), other.tenure()), kept.standing(),
                both.earlier());
    }
}
