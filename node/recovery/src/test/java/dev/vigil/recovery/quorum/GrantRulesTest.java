package dev.vigil.recovery.quorum;

import static dev.vigil.recovery.quorum.Votes.ALPHA;
import static dev.vigil.recovery.quorum.Votes.BRAVO;
import static dev.vigil.recovery.quorum.Votes.ask;
import static dev.vigil.recovery.quorum.Votes.confirmedOut;
import static dev.vigil.recovery.quorum.Votes.life;
import static dev.vigil.recovery.quorum.Votes.verdict;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/** RC-40, condition by condition. */
class GrantRulesTest {
    private static final Ticks T = Ticks.ofMillis(2000);
    private final Voter held = Votes.witness().grant(ask(3, life(ALPHA, 1)), T).next();

    @Test
    void whatWasNeverHeldIsGranted() {
        assertEquals(Verdict.YES, verdict(Votes.witness(), ask(1, life(BRAVO, 1)), T));
    }

    @Test
    void whatWasReleasedIsGranted() {
        Voter released = held.release(new Word.Release(Votes.UNIT, ask(3, life(ALPHA, 1)).epoch(), life(ALPHA, 1)), T).next();
        assertEquals(Verdict.YES, verdict(released, ask(4, life(BRAVO, 1)), T));
    }

    @Test
    void anEpochIsGrantedOnce() {
        assertEquals(Verdict.no(Verdict.Reason.OLD_EPOCH), verdict(held, ask(3, life(BRAVO, 1)), Ticks.ofMillis(9000)));
        assertEquals(Verdict.no(Verdict.Reason.OLD_EPOCH), verdict(held, ask(2, life(ALPHA, 1)), T));
    }

    @Test
    void theHolderMayRaiseItsEpoch() {
        assertEquals(Verdict.YES, verdict(held, ask(4, life(ALPHA, 1)), T));
    }

    @Test
    void anotherLifeOfTheHolderNeedsProof() {
        Ask later = ask(4, life(ALPHA, 2));
        assertEquals(new Verdict.No(Verdict.Reason.LEASE_RUNS, Votes.TERMS.lease()), verdict(held, later, T));
        assertEquals(Verdict.YES, verdict(held, confirmedOut(later), T));
        assertEquals(new Verdict.No(Verdict.Reason.LEASE_RUNS, Votes.TERMS.lease()),
                verdict(held, confirmedOut(ask(4, life(BRAVO, 2))), T));
    }

    @Test
    void aSilentHolderIsWaitedForToTheEndOfItsLease() {
        Ask other = ask(4, life(BRAVO, 1));
        assertEquals(new Verdict.No(Verdict.Reason.LEASE_RUNS, Duration.ofMillis(1)), verdict(held, other, Ticks.ofMillis(2999)));
        assertEquals(Verdict.YES, verdict(held, other, Ticks.ofMillis(3000)));
    }

    @Test
    void aFenceCountsForTheLifeThatWasFenced() {
        Ask beside = new Ask(new UnitId("data"), new Epoch(1), life(ALPHA, 2), Votes.VOTERS.number(), Votes.ORDINARY,
                Ask.Proof.NONE);
        Voter otherLife = held.grant(beside, T).next().fenced(new Certificate(life(ALPHA, 2), "ipmi", 1), T).next();
        assertEquals(1, otherLife.record().certificates().size());
        assertEquals(new Verdict.No(Verdict.Reason.LEASE_RUNS, Votes.TERMS.lease()),
                verdict(otherLife, ask(4, life(BRAVO, 1)), T));
        Voter.Answer fenced = held.fenced(new Certificate(life(ALPHA, 1), "ipmi", 1), T);
        assertEquals(Verdict.YES, verdict(fenced.next(), ask(4, life(BRAVO, 1)), T));
        assertEquals(1, fenced.forced().size(), "a certificate counts when it is on the disk");
    }

    @Test
    void whatTheGuardOfALifeHasEndedIsReleased() {
        assertEquals(List.of(), held.ended(life(ALPHA, 2), T).forced(), "of another life it says nothing");
        Voter.Answer ended = held.ended(life(ALPHA, 1), T);
        assertEquals(List.of(ended.next().record()), ended.forced());
        assertEquals(Verdict.YES, verdict(ended.next(), ask(4, life(BRAVO, 1)), T));
        assertEquals(List.of(), ended.next().ended(life(ALPHA, 1), T).forced(), "said again it changes nothing");
    }

    @Test
    void whatALaterLifeHoldsStaysItsOwnWhenTheWordOfAnEarlierOneComesLate() {
        Voter later = held.grant(confirmedOut(ask(4, life(ALPHA, 2))), T).next();
        assertEquals(List.of(), later.ended(life(ALPHA, 1), T).forced());
        assertEquals(new Verdict.No(Verdict.Reason.LEASE_RUNS, Votes.TERMS.lease()), verdict(later, ask(5, life(BRAVO, 1)), T));
    }

    @Test
    void whoHoldsItSaysYesToOthersOnlyAfterItsRelease() {
        Voter alpha = Voter.started(life(ALPHA, 1), VoteRecord.fresh(Votes.VOTERS), Voter.Trust.PROVED, Ticks.ZERO)
                .grant(ask(3, life(ALPHA, 1)), T).next();
        assertEquals(Verdict.no(Verdict.Reason.HELD_HERE), verdict(alpha, ask(4, life(BRAVO, 1)), Ticks.ofMillis(90_000)));
    }

    @Test
    void anotherVoterSetIsRefused() {
        Ask other = new Ask(Votes.UNIT, ask(1, life(BRAVO, 1)).epoch(), life(BRAVO, 1), 8, Votes.ORDINARY, Ask.Proof.NONE);
        assertEquals(Verdict.no(Verdict.Reason.OTHER_VOTERS), verdict(Votes.witness(), other, T));
    }
}
