package dev.vigil.recovery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.lcd.model.UnitId;

/** RC-42: the record of a voter that begins anew, made of what the others have written. */
final class Merge {
    private Merge() {}

    /** Nothing of its own disk is lost, the higher epoch wins, and its number is above all that was ever seen of it. */
    static VoteRecord of(VoteRecord own, List<Word.Table> tables) {
        SortedMap<UnitId, Vote> votes = new TreeMap<>(own.votes());
        List<Certificate> certificates = new ArrayList<>(own.certificates());
        Duration longest = own.longest();
        long number = own.number();
        for (Word.Table table : tables) {
            table.votes().forEach((unit, vote) -> votes.merge(unit, vote, Merge::higher));
            table.certificates().stream().filter(each -> !certificates.contains(each)).forEach(certificates::add);
            longest = table.longest().compareTo(longest) > 0 ? table.longest() : longest;
            number = Math.max(number, table.ofYou());
        }
        return new VoteRecord(own.voters(), number + 1, votes, VoteRecord.needed(votes, certificates), longest, own.shown());
    }

    /** Of two equal epochs the one that may still run counts. */
    private static Vote higher(Vote one, Vote other) {
        int order = one.highest().compareTo(other.highest());
        if (order == 0) {
            return one.isGranted() ? one : other;
        }
        return order > 0 ? one : other;
    }
}
