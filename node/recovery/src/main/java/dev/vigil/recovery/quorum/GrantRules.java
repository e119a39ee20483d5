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
        Duration silence = voter.silenceLeft(now);
        if (silence.isPositive()) { // RC-41
            return new Verdict.No(Verdict.Reason.JUST_STARTED, silence);
        }
        Optional<Vote> written = voter.record().vote(ask.unit());
        return written.isEmpty() ? Verdict.YES : against(voter, written.get(), ask, now);
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
        if (voter.record().isFenced(vote.holder())) { // (e), RC-52
            return Verdict.YES;
        }
        Duration remaining = vote.lease().minus(now.since(voter.heardAt(ask.unit())));
        return remaining.isPositive() ? new Verdict.No(Verdict.Reason.LEASE_RUNS, remaining) : Verdict.YES; // (d)
    }

    private static boolean isLaterLifeWithProof(Vote vote, Ask ask) {
        return vote.holder().node().equals(ask.holder().node()) && ask.proof() == Ask.Proof.CONFIRMED_OUT;
    }
}
