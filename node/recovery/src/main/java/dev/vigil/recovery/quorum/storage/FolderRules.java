package dev.vigil.recovery.quorum.storage;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.quorum.Ask;
import dev.vigil.recovery.quorum.Tenure;
import dev.vigil.recovery.quorum.Verdict;
import dev.vigil.recovery.quorum.Vote;
import dev.vigil.recovery.quorum.Word;

/** What the folder says, by what was seen in it. */
final class FolderRules {
    private FolderRules() {}

    /** RC-59: nobody else holds the unit, or its holder does not count on the folder, or has not written for a lease. */
    static Verdict judge(StorageTurn turn, Ask ask, Shelf shelf) {
        if (ask.voters() != turn.voters.number()) {
            return Verdict.no(Verdict.Reason.OTHER_VOTERS);
        }
        int order = shelf.highest(ask.unit()).compareTo(ask.epoch());
        if (order > 0 || order == 0 && !isGranted(ask, shelf)) {
            return Verdict.no(Verdict.Reason.OLD_EPOCH);
        }
        return shelf.rival(ask.unit(), ask.holder()).map(rival -> beside(turn, ask, rival, shelf)).orElse(Verdict.YES);
    }

    /** RC-106: what is kept until its holder is fenced is not asked whether that counts on the folder. */
    private static Verdict beside(StorageTurn turn, Ask ask, Entry rival, Shelf shelf) {
        if (rival.tenure() instanceof Tenure.UntilFenced) {
            return turn.over.contains(rival.holder()) || ask.proof() == Ask.Proof.OWNED
                    ? Verdict.YES
                    : new Verdict.UntilFenced(rival.holder());
        }
        Duration remaining = remaining(turn, rival, shelf);
        return remaining.isPositive() ? new Verdict.No(Verdict.Reason.LEASE_RUNS, remaining) : Verdict.YES;
    }

    static boolean isGranted(Ask ask, Shelf shelf) {
        return shelf.isHeld(ask.unit(), ask.epoch(), ask.holder());
    }

    /** A life that is over counts on nothing, whatever it has written. */
    private static Duration remaining(StorageTurn turn, Entry rival, Shelf shelf) {
        return shelf.beats().stream().filter(beat -> beat.relies() && beat.holder().node().equals(rival.holder().node()))
                .filter(beat -> !turn.isOver(beat.holder()))
                .map(beat -> turn.lease().minus(turn.now.since(turn.unchangedSince(beat)))).max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /** RC-58: what was granted to this life, and to no other node since. */
    static Word.Echo echo(Word.Claim claim, Shelf shelf) {
        SortedMap<UnitId, Epoch> renewed = new TreeMap<>();
        SortedMap<UnitId, Epoch> refused = new TreeMap<>();
        claim.held().forEach((unit, epoch) -> {
            Optional<Entry> later = shelf.rival(unit, claim.holder()).filter(rival -> rival.epoch().compareTo(epoch) > 0);
            if (later.isPresent()) {
                refused.put(unit, later.get().epoch());
            } else if (shelf.isHeld(unit, epoch, claim.holder())) {
                renewed.put(unit, epoch);
            }
        });
        return new Word.Echo(claim.holder(), claim.sentAt(), renewed, refused);
    }

    /** RC-42: for a voter that must learn. */
    static Word.Table table(StorageTurn turn, Shelf shelf) {
        SortedMap<UnitId, Entry> highest = new TreeMap<>();
        shelf.entries().forEach(entry -> highest.merge(entry.unit(), entry, (one, other) -> other.isAbove(one) ? other : one));
        Duration lease = turn.voters.terms().lease();
        SortedMap<UnitId, Vote> votes = new TreeMap<>();
        highest.forEach((unit, entry) -> votes.put(unit, new Vote(entry.epoch(), entry.holder(), kept(entry, lease),
                entry.isReleased() ? Vote.Standing.RELEASED : Vote.Standing.GRANTED)));
        return new Word.Table(votes, List.of(), lease, 0, turn.voters.number(), List.of());
    }

    /** A lease of its own has nothing where a folder votes. */
    private static Tenure kept(Entry entry, Duration lease) {
        return entry.tenure() instanceof Tenure.UntilFenced ? entry.tenure() : new Tenure.Lease(lease);
    }
}
