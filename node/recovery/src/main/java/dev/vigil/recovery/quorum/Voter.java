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
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/**
 * One voter: what it has written, and what it only remembers.
 *
 * @param startedAt since when its silence lasts, if its disk is not proved
 * @param heard when it last heard each holder for a unit; not written, so that renewals cost nothing
 * @param shown the highest record number that each peer has shown; written with the next record
 * @param tables what the others told while it is quarantined, or unsure
 */
public record Voter(Holder self, VoteRecord record, Trust trust, Ticks startedAt, SortedMap<UnitId, Ticks> heard,
        SortedMap<NodeId, Long> shown, SortedMap<NodeId, Word.Table> tables) {
    /** How far it believes its own disk. */
    public enum Trust {
        /** The system has not been started anew since the record was written, or all others have told since; so nothing is forgotten. */
        PROVED,
        /** It may be a copy of an earlier time: silent for the longest lease (RC-41), then without a vote on what has no lease (RC-106). */
        UNPROVED,
        /** It is empty, or a peer remembers more: silent until enough others have told what they know (RC-42). */
        QUARANTINED
    }

    /** What a voter does about a word: first what must be on the disk, then what it says. */
    record Answer(Voter next, List<VoteRecord> forced, List<Word> said) {}

    public Voter {
        heard = Collections.unmodifiableSortedMap(new TreeMap<>(heard));
        shown = Collections.unmodifiableSortedMap(new TreeMap<>(shown));
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }

    /** RC-41: it has forgotten when it heard the holders, so each of them counts as heard now. */
    public static Voter started(Holder self, VoteRecord record, Trust trust, Ticks now) {
        return new Voter(self, record, trust, now, heardNow(record, now), record.shown(), new TreeMap<>());
    }

    private static SortedMap<UnitId, Ticks> heardNow(VoteRecord record, Ticks now) {
        SortedMap<UnitId, Ticks> heard = new TreeMap<>();
        record.votes().keySet().forEach(unit -> heard.put(unit, now));
        return heard;
    }

    /** While it is, it neither promises, renews nor writes: what it says could contradict what it has forgotten. */
    public boolean isSilent(Ticks now) {
        return trust == Trust.QUARANTINED || silenceLeft(now).isPositive();
    }

    /** RC-41: how long it still says nothing that binds; every lease that rests on forgotten words has run out then. */
    Duration silenceLeft(Ticks now) {
        return trust == Trust.PROVED ? Duration.ZERO : record.longest().minus(now.since(startedAt));
    }

    /** The same for a unit that has a longer lease of its own, which may have been forgotten too. */
    Duration silenceLeft(Tenure tenure, Ticks now) {
        return trust != Trust.PROVED && tenure instanceof Tenure.Lease(Duration length) && length.compareTo(record.longest()) > 0
                ? length.minus(now.since(startedAt))
                : silenceLeft(now);
    }

    /** What it keeps for its own node, in whichever life that asked for it. */
    Optional<Vote> ownVote(UnitId unit) {
        return record.vote(unit).filter(vote -> vote.isGranted() && vote.holder().node().equals(self.node()));
    }

    /** What this node has asked for last, released or not: what has to be given back to those who may not have heard that it was. */
    Optional<Vote> lastAskedHere(UnitId unit) {
        return record.vote(unit).filter(vote -> vote.holder().node().equals(self.node()));
    }

    Ticks heardAt(UnitId unit) {
        return heard.getOrDefault(unit, startedAt);
    }

    /** What every letter tells beside its word: a peer that remembers more than the disk holds shows that the disk is old. */
    Voter noted(Letter letter) {
        Voter next = letter.showing() > shown.getOrDefault(letter.from().node(), 0L) ? withShown(letter) : this;
        return letter.remembered() > record.number() && trust != Trust.QUARANTINED // RC-42
                ? new Voter(self, record, Trust.QUARANTINED, startedAt, heard, next.shown, tables)
                : next;
    }

    private Voter withShown(Letter letter) {
        SortedMap<NodeId, Long> more = new TreeMap<>(shown);
        more.put(letter.from().node(), letter.showing());
        return new Voter(self, record, trust, startedAt, heard, more, tables);
    }

    Answer wouldGrant(Ask ask, Ticks now) {
        return said(new Word.Would(ask, GrantRules.judge(this, ask, now), record.highest(ask.unit())));
    }

    /** Says the same again to the same ask: the answer may have been lost. */
    Answer grant(Ask ask, Ticks now) {
        boolean isGivenAlready = !isSilent(now) && ask.voters() == record.voters().number()
                && record.vote(ask.unit()).filter(vote -> vote.isFor(ask.holder(), ask.epoch())).isPresent();
        Verdict verdict = isGivenAlready ? Verdict.YES : GrantRules.judge(this, ask, now);
        if (isGivenAlready || !(verdict instanceof Verdict.Yes)) {
            return said(new Word.Granted(ask, verdict, record.highest(ask.unit())));
        }
        Vote vote = new Vote(ask.epoch(), ask.holder(), ask.tenure(), Vote.Standing.GRANTED);
        Voter next = writing(record.with(ask.unit(), vote)).heardNow(ask.unit(), now);
        return new Answer(next, List.of(next.record), List.of(new Word.Granted(ask, verdict, ask.epoch())));
    }

    /** RC-50: a claim renews what this voter has written for its sender, and nothing else. */
    Answer renew(Word.Claim claim, Ticks now) {
        if (isSilent(now) || claim.voters() != record.voters().number()) { // RC-51
            return nothing();
        }
        Voter next = this;
        SortedMap<UnitId, Epoch> renewed = new TreeMap<>();
        SortedMap<UnitId, Epoch> refused = new TreeMap<>();
        for (var each : claim.held().entrySet()) {
            if (record.vote(each.getKey()).filter(vote -> vote.isFor(claim.holder(), each.getValue())).isPresent()) {
                renewed.put(each.getKey(), each.getValue());
                next = next.heardNow(each.getKey(), now);
            } else {
                refused.put(each.getKey(), record.highest(each.getKey()));
            }
        }
        return new Answer(next, List.of(), List.of(new Word.Echo(claim.holder(), claim.sentAt(), renewed, refused)));
    }

    /** A later life of the holder may release what an earlier one held: it has confirmed that nothing runs. */
    Answer release(Word.Release release, Ticks now) {
        if (isSilent(now)) {
            return nothing();
        }
        Word done = new Word.Released(release.unit(), release.epoch());
        Optional<Vote> held = record.vote(release.unit()).filter(vote -> vote.isGranted()
                && vote.highest().compareTo(release.epoch()) <= 0 && vote.holder().node().equals(release.holder().node()));
        if (held.isEmpty()) {
            return said(done);
        }
        Voter next = writing(record.with(release.unit(), held.get().released(release.epoch())));
        return new Answer(next, List.of(next.record), List.of(done));
    }

    /** RC-52: counts from when it is on this voter's own disk. RC-106: and nobody needs to be heard whose life is over. */
    Answer fenced(Certificate certificate, Ticks now) {
        Holder over = certificate.fenced();
        if (isSilent(now)) {
            return nothing();
        }
        boolean isNeeded = record.isHeldBy(over) && !record.isFenced(over);
        Voter next = isNeeded ? writing(record.with(certificate)) : this;
        Answer told = next.isUnsure() && !tables.containsKey(over.node())
                ? next.told(over.node(), Word.Table.EMPTY, now)
                : next.nothing();
        return told.forced().isEmpty() && isNeeded ? new Answer(told.next(), List.of(next.record), List.of()) : told;
    }

    /** RC-106: whether it has yet to hear from the others what it may have promised before the power went. */
    private boolean isUnsure() {
        return trust == Trust.UNPROVED;
    }

    /** Whom it has not heard yet. */
    List<NodeId> untold() {
        return record.voters().othersThan(self.node()).stream()
                .filter(node -> !node.equals(VoterSet.STORAGE) && !tables.containsKey(node)).toList();
    }

    /** RC-42: what it has written, for a voter that must learn; one that does not trust itself tells nothing. */
    Answer table(NodeId asker, Ticks now) {
        return isSilent(now)
                ? nothing()
                : said(new Word.Table(record.votes(), record.certificates(), record.longest(), shown.getOrDefault(asker, 0L)));
    }

    /**
     * RC-42: once so many others have told that every majority of the past is among them, it is silent once more, then votes. RC-106: once
     * all others have told, it has forgotten nothing.
     */
    Answer told(NodeId from, Word.Table table, Ticks now) {
        if (trust == Trust.PROVED || isUnsure() && isSilent(now)) {
            return nothing();
        }
        SortedMap<NodeId, Word.Table> more = new TreeMap<>(tables);
        more.put(from, table);
        Voter asking = new Voter(self, record, trust, startedAt, heard, shown, more);
        boolean isEnough = isUnsure() ? asking.untold().isEmpty() : more.size() >= record.voters().othersThatKnow();
        if (!isEnough) {
            return new Answer(asking, List.of(), List.of());
        }
        VoteRecord merged = Merge.of(record, new ArrayList<>(more.values()));
        Voter next = new Voter(self, merged, isUnsure() ? Trust.PROVED : Trust.UNPROVED, now, heardNow(merged, now), shown,
                new TreeMap<>());
        return new Answer(next, List.of(merged), List.of());
    }

    private Answer nothing() {
        return new Answer(this, List.of(), List.of());
    }

    private Answer said(Word word) {
        return new Answer(this, List.of(), List.of(word));
    }

    private Voter writing(VoteRecord next) {
        return new Voter(self, next.withShown(shown), trust, startedAt, heard, shown, tables);
    }

    private Voter heardNow(UnitId unit, Ticks now) {
        SortedMap<UnitId, Ticks> later = new TreeMap<>(heard);
        later.put(unit, now);
        return new Voter(self, record, trust, startedAt, later, shown, tables);
    }
}
