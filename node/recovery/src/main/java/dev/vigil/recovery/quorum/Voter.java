package dev.vigil.recovery.quorum;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
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
 * @param tables what the others told while it has to learn, or is unsure
 * @param learntAt since when it knows what the former voters have granted, while that may still count
 */
public record Voter(Holder self, VoteRecord record, Trust trust, Ticks startedAt, SortedMap<UnitId, Ticks> heard,
        SortedMap<NodeId, Long> shown, SortedMap<NodeId, Word.Table> tables, Optional<Ticks> learntAt) {
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
        return new Voter(self, record, trust, now, heardNow(record, now), record.shown(), new TreeMap<>(),
                Optional.empty());
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

    /** Whether it votes; each node of the cluster keeps a record, also one that does not. */
    boolean isMember() {
        return record.voters().members().contains(self.node());
    }

    /** Whether it has forgotten, or not yet heard, what others have granted. */
    boolean isToLearn() {
        return trust == Trust.QUARANTINED || isLearning();
    }

    /** RC-62: it knows nothing of what the former voters have granted without it. */
    public boolean isLearning() {
        return !record.debts().isEmpty() && learntAt.isEmpty();
    }

    /** Of whom it has yet to hear. */
    public SortedSet<NodeId> awaited() {
        return Learning.awaited(this);
    }

    /** RC-61: whether what it keeps counts for an owner. */
    boolean hasVoice() {
        return isMember() && !isLearning();
    }

    /** While it is, it gives nothing back and renews nothing either. */
    boolean isMute(Ticks now) {
        return isSilent(now) || isLearning();
    }

    /** RC-62: how long at most something may still count that a former voter granted, and that a higher epoch hides. */
    Duration unsettled(Ticks now) {
        return learntAt.map(at -> record.longest().minus(now.since(at))).orElse(Duration.ZERO);
    }

    /** RC-106: whether it has yet to hear from the others what it may have promised before the power went. Who votes alone has nobody to ask. */
    boolean isUnsure() {
        return trust == Trust.UNPROVED && !untold().isEmpty();
    }

    /** Whom it has not heard since. */
    List<NodeId> untold() {
        return record.voters().othersThan(self.node()).stream()
                .filter(node -> !node.equals(VoterSet.STORAGE) && !tables.containsKey(node)).toList();
    }

    /** Under which epoch it keeps the unit for its own node, in whichever life that asked for it. */
    Optional<Epoch> toGiveBack(UnitId unit) {
        return record.vote(unit).flatMap(vote -> vote.keptFor(self.node()));
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
                ? new Voter(self, record, Trust.QUARANTINED, startedAt, heard, next.shown, new TreeMap<>(), Optional.empty())
                : next;
    }

    private Voter withShown(Letter letter) {
        SortedMap<NodeId, Long> more = new TreeMap<>(shown);
        more.put(letter.from().node(), letter.showing());
        return new Voter(self, record, trust, startedAt, heard, more, tables, learntAt);
    }

    Answer wouldGrant(Ask ask, Ticks now) {
        return said(new Word.Would(ask, GrantRules.judge(this, ask, now), record.highest(ask.unit())));
    }

    /** Says the same again to the same ask: the answer may have been lost. */
    Answer grant(Ask ask, Ticks now) {
        boolean isGivenAlready = !isSilent(now) && hasVoice() && ask.voters() == record.voters().number()
                && record.vote(ask.unit()).filter(vote -> GrantRules.isGiven(this, vote, ask)).isPresent();
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
        if (isSilent(now) || !hasVoice() || claim.voters() != record.voters().number()) { // RC-51, RC-61
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
        if (isMute(now)) {
            return nothing();
        }
        Word done = new Word.Released(release.unit(), release.epoch());
        Optional<Vote> less = record.vote(release.unit()).map(vote -> vote.without(release));
        if (less.equals(record.vote(release.unit()))) {
            return said(done);
        }
        Voter next = writing(record.with(release.unit(), less.orElseThrow()));
        return new Answer(next, List.of(next.record), List.of(done));
    }

    /** RC-66: a guard has ended all that this life held for a lease, so that this counts as released. */
    Answer ended(Holder over, Ticks now) {
        VoteRecord less = record.released(over);
        if (isSilent(now) || less.equals(record)) {
            return nothing();
        }
        Voter next = writing(less);
        return new Answer(next, List.of(next.record), List.of());
    }

    /** RC-52: counts from when it is on this voter's own disk. RC-106: and nobody needs to be heard whose life is over. */
    Answer fenced(Certificate certificate, Ticks now) {
        Holder over = certificate.fenced();
        if (isSilent(now)) {
            return nothing();
        }
        boolean isNeeded = record.isHeldBy(over) && !record.isFenced(over);
        Voter next = isNeeded ? writing(record.with(certificate)) : this;
        Answer told = Learning.certified(next, over.node(), now);
        return told.forced().isEmpty() && isNeeded ? new Answer(told.next(), List.of(next.record), List.of()) : told;
    }

    /** RC-42, RC-62: what it has written, for a voter that must learn; one that does not trust itself tells nothing. */
    Answer table(NodeId asker, Ticks now) {
        if (isSilent(now)) {
            return nothing();
        }
        Word told = new Word.Table(record.votes(), record.certificates(), record.longest(), shown.getOrDefault(asker, 0L),
                record.voters().number(), isLearning() ? record.debts() : List.of());
        // Whoever hears of it rests on this voter's never again granting by the former set.
        return new Answer(this, isLearning() ? List.of(record) : List.of(), List.of(told));
    }

    /** RC-61: votes among these from now on. While it is silent nothing is written, as always: it has told nobody anything. */
    Answer adopting(VoterSet next, Ticks now) {
        boolean isWritten = !isSilent(now);
        VoteRecord known = learntAt.isPresent() ? record.settled() : record;
        VoteRecord adopted = known.exchanged(next).numbered(record.number() + (isWritten ? 1 : 0)).withShown(shown);
        Voter voter = new Voter(self, adopted, trust, startedAt, heard, shown, new TreeMap<>(), Optional.empty());
        return new Answer(voter, isWritten ? List.of(adopted) : List.of(), List.of());
    }

    /** RC-62: what was granted before it voted with these has run out, so that it grants. */
    Answer settled(Ticks now) {
        if (learntAt.isEmpty() || unsettled(now).isPositive() || isSilent(now)) {
            return nothing();
        }
        VoteRecord settled = record.settled().numbered(record.number() + 1).withShown(shown);
        Voter next = new Voter(self, settled, trust, startedAt, heard, shown, tables, Optional.empty());
        return new Answer(next, List.of(settled), List.of());
    }

    Voter withTables(SortedMap<NodeId, Word.Table> told) {
        return new Voter(self, record, trust, startedAt, heard, shown, told, learntAt);
    }

    /** It knows what it had forgotten, and is silent once more. */
    Voter begunAnew(VoteRecord merged, Ticks now) {
        return new Voter(self, merged, Trust.UNPROVED, now, heardNow(merged, now), shown, new TreeMap<>(), Optional.empty());
    }

    /** It knows what the former voters granted; each holder counts as heard now. */
    Voter learnt(VoteRecord merged, Ticks now) {
        return new Voter(self, merged, trust, startedAt, heardNow(merged, now), shown, new TreeMap<>(), Optional.of(now));
    }

    /** RC-106: all others have told, so that it has forgotten nothing. */
    Voter sure(VoteRecord merged, Ticks now) {
        return new Voter(self, merged, Trust.PROVED, startedAt, heardNow(merged, now), shown, new TreeMap<>(), learntAt);
    }

    Answer nothing() {
        return new Answer(this, List.of(), List.of());
    }

    private Answer said(Word word) {
        return new Answer(this, List.of(), List.of(word));
    }

    private Voter writing(VoteRecord next) {
        return new Voter(self, next.withShown(shown), trust, startedAt, heard, shown, tables, learntAt);
    }

    private Voter heardNow(UnitId unit, Ticks now) {
        SortedMap<UnitId, Ticks> later = new TreeMap<>(heard);
        later.put(unit, now);
        return new Voter(self, record, trust, startedAt, later, shown, tables, learntAt);
    }
}
