package dev.vigil.recovery.quorum;

import java.time.Duration;
import java.util.Optional;

import dev.vigil.lcd.model.Ticks;

/** RC-40: when a voter may say yes. Every condition stands here and nowhere else. */
final class GrantRules {
    private GrantRules() {}

    static Verdict judge(Voter voter, Ask ask, Ticks now) {
        if (voter.trust() == Voter.Trust.QUARANTINED) { // RC-42
            return Verdict.no(Verdict.Reason.QUARANTINED);
        }
        if (ask.voters() != voter.record().voters().number()) { // RC-51
            return Verdict.no(Verdict.Reason.OTHER_VOTERS);
        }
        if (!voter.isMember()) {
            return Verdict.no(Verdict.Reason.NO_VOTER);
        }
        if (!voter.record().debts().isEmpty()) { // RC-62
            return new Verdict.No(Verdict.Reason.LEARNING, voter.unsettled(now));
        }
        Duration silence = voter.silenceLeft(ask.tenure(), now);
        if (silence.isPositive()) { // RC-41
            return new Verdict.No(Verdict.Reason.JUST_STARTED, silence);
        }
        Optional<Vote> written = voter.record().vote(ask.unit());
        Verdict verdict = written.isEmpty() ? Verdict.YES : against(voter, written.get(), ask, now);
        if (!(verdict instanceof Verdict.Yes) || ask.proof() == Ask.Proof.OWNED) {
            return verdict;
        }
        Optional<Holder> hidden = written.flatMap(vote -> hidden(voter, vote, ask));
        if (hidden.isPresent()) {
            return new Verdict.UntilFenced(hidden.get());
        }
        return isUnsure(voter, ask) ? Verdict.no(Verdict.Reason.UNSURE) : Verdict.YES;
    }

    /**
     * What it has granted it grants again. Of what it was told by others that holds for an owner alone: a candidate may have heard no from it.
     */
    static boolean isGiven(Voter voter, Vote vote, Ask ask) {
        return ask.proof() == Ask.Proof.OWNED
                ? vote.isFor(ask.holder(), ask.epoch())
                : vote.isLast(ask.holder(), ask.epoch()) && voter.record().debts().isEmpty()
                        && hidden(voter, vote, ask).isEmpty();
    }

    /** RC-62: whoever else may run it under a lower epoch without end. */
    private static Optional<Holder> hidden(Voter voter, Vote vote, Ask ask) {
        return vote.earlier().stream().map(Vote.Earlier::holder)
                .filter(other -> !other.node().equals(ask.holder().node()) && !voter.record().isFenced(other)).findFirst();
    }

    /** RC-106: a disk that is not proved may have forgotten a promise, and of these no silence is the end. */
    private static boolean isUnsure(Voter voter, Ask ask) {
        return voter.isUnsure() && ask.tenure() instanceof Tenure.UntilFenced;
    }

    private static Verdict against(Voter voter, Vote vote, Ask ask, Ticks now) {
        if (ask.epoch().compareTo(vote.highest()) <= 0) {
            return Verdict.no(Verdict.Reason.OLD_EPOCH);
        }
        if (!vote.isGranted() // (a)
                || vote.holder().equals(ask.holder()) // (b)
                || isLaterLifeWithProof(vote, ask)) { // (c)
            return Verdict.YES;
        }
        // Its own lease has no end on this clock: who holds a unit says yes to others only after its release.
        if (vote.holder().node().equals(voter.self().node()) && !ask.holder().node().equals(voter.self().node())) {
            return Verdict.no(Verdict.Reason.HELD_HERE);
        }
        if (voter.record().isFenced(vote.holder()) // (e), RC-52
                || ask.proof() == Ask.Proof.OWNED) { // of the majority one voter has seen the end of what stands here
            return Verdict.YES;
        }
        return switch (vote.tenure()) {
            case Tenure.UntilFenced endless -> new Verdict.UntilFenced(vote.holder()); // RC-106
            case Tenure.HandOver(Duration length) -> silent(voter, ask, length, now);
            case Tenure.Lease(Duration length) -> silent(voter, ask, length, now); // (d)
        };
    }

    private static Verdict silent(Voter voter, Ask ask, Duration lease, Ticks now) {
        Duration remaining = lease.minus(now.since(voter.heardAt(ask.unit())));
        return remaining.isPositive() ? new Verdict.No(Verdict.Reason.LEASE_RUNS, remaining) : Verdict.YES;
    }

    private static boolean isLaterLifeWithProof(Vote vote, Ask ask) {
        return vote.holder().node().equals(ask.holder().node()) && ask.proof() == Ask.Proof.CONFIRMED_OUT;
    }
}
