package dev.vigil.recovery.quorum;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/** One step of a member while it is being decided. Lives no longer than the step. */
final class MemberTurn {
    final Ticks now;
    final UnitId unit;
    Voter voter;
    OwnerRecord written;
    Phase phase;
    Epoch seen;
    Optional<Releasing> releasing;
    private final Optional<Tenure> wish;
    private final List<Effect> effects = new ArrayList<>();

    MemberTurn(Member member, Ticks now) {
        this.now = now;
        this.unit = member.unit();
        this.voter = member.voter();
        this.written = member.written();
        this.phase = member.phase();
        this.seen = member.seen();
        this.releasing = member.releasing();
        this.wish = member.wish();
    }

    Member.Step end() {
        return new Member.Step(new Member(voter, unit, written, phase, seen, releasing, wish), effects);
    }

    VoterSet voters() {
        return voter.record().voters();
    }

    Holder self() {
        return voter.self();
    }

    /** Under which the unit is asked for. */
    Tenure tenure() {
        return wish.orElseGet(() -> new Tenure.Lease(voters().terms().lease()));
    }

    void add(Effect effect) {
        effects.add(effect);
    }

    void send(NodeId to, Word word) {
        effects.add(new Effect.Send(
                new Letter(self(), to, voter.record().number(), voter.shown().getOrDefault(to, 0L), word)));
    }

    void sendToOthers(Word word) {
        voters().othersThan(self().node()).forEach(other -> send(other, word));
    }

    /** RC-43: what a voter says is on its disk before it is said. */
    void answer(NodeId to, Voter.Answer answer) {
        force(answer);
        answer.said().forEach(word -> send(to, word));
    }

    /** RC-106: a voter that has to hear the others before it agrees asks them, as often as it is asked. */
    void askOthersIfUnsure(Verdict verdict) {
        if (verdict instanceof Verdict.No no && no.reason() == Verdict.Reason.UNSURE) {
            voter.untold().forEach(other -> send(other, new Word.AskTable()));
        }
    }

    /** The own voter's answer needs no letter. */
    void force(Voter.Answer answer) {
        voter = answer.next();
        answer.forced().forEach(record -> effects.add(new Effect.ForceVotes(record)));
    }

    void write(OwnerRecord record) {
        written = record;
        effects.add(new Effect.ForceOwner(unit, record));
    }

    void saw(Epoch epoch) {
        if (epoch.compareTo(seen) > 0) {
            seen = epoch;
        }
    }

    /** Whether its own voter keeps the unit for this life, and counts. */
    boolean isOwnVoteFor(Epoch epoch) {
        return voter.hasVoice() && voter.record().vote(unit).filter(vote -> vote.isFor(self(), epoch)).isPresent();
    }

    /** The same, under whichever epoch it was asked for last. */
    boolean isOwnVoteFor(Phase.Holding holding) {
        return isOwnVoteFor(holding.epoch()) || isOwnVoteFor(holding.lastAsked());
    }
}
