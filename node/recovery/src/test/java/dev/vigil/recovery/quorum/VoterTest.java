package dev.vigil.recovery.quorum;

import static dev.vigil.recovery.quorum.Votes.ALPHA;
import static dev.vigil.recovery.quorum.Votes.BRAVO;
import static dev.vigil.recovery.quorum.Votes.WITNESS;
import static dev.vigil.recovery.quorum.Votes.ask;
import static dev.vigil.recovery.quorum.Votes.claim;
import static dev.vigil.recovery.quorum.Votes.life;
import static dev.vigil.recovery.quorum.Votes.verdict;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import dev.vigil.lcd.model.Ticks;

/** What a voter writes, forgets and believes. */
class VoterTest {
    private static final Ticks T = Ticks.ofMillis(2000);
    private final Voter.Answer granted = Votes.witness().grant(ask(3, life(ALPHA, 1)), T);

    @Test
    void aYesIsWrittenAndTheSameAskGetsTheSameAnswer() {
        assertEquals(List.of(granted.next().record()), granted.forced());
        Voter.Answer again = granted.next().grant(ask(3, life(ALPHA, 1)), T);
        assertEquals(List.of(), again.forced());
        assertEquals(granted.said(), again.said());
    }

    @Test
    void aClaimRenewsTheLeaseWithoutWriting() {
        Voter.Answer renewed = granted.next().renew(claim(3, life(ALPHA, 1), 7), Ticks.ofMillis(2600));
        assertEquals(List.of(), renewed.forced());
        assertInstanceOf(Word.Echo.class, renewed.said().getFirst());
        assertEquals(new Verdict.No(Verdict.Reason.LEASE_RUNS, Duration.ofMillis(600)),
                verdict(renewed.next(), ask(4, life(BRAVO, 1)), Ticks.ofMillis(3000)));
    }

    @Test
    void aClaimOfAnotherLifeEpochOrVoterSetRenewsNothing() {
        for (Word.Claim other : List.of(claim(3, life(ALPHA, 2), 7), claim(2, life(ALPHA, 1), 7), claim(3, life(BRAVO, 1), 7))) {
            Voter.Answer refused = granted.next().renew(other, Ticks.ofMillis(2600));
            assertEquals(new TreeMap<>(), ((Word.Echo) refused.said().getFirst()).renewed());
            assertEquals(granted.next(), refused.next());
        }
        assertEquals(List.of(), granted.next().renew(claim(3, life(ALPHA, 1), 8), T).said());
    }

    @Test
    void afterAStartTheHolderCountsAsHeardNow() {
        Voter started = Voter.started(life(WITNESS, 2), granted.next().record(), Voter.Trust.PROVED, Ticks.ofMillis(10));
        assertEquals(new Verdict.No(Verdict.Reason.LEASE_RUNS, Votes.TERMS.lease()),
                verdict(started, ask(4, life(BRAVO, 1)), Ticks.ofMillis(10)));
    }

    @Test
    void aDiskThatIsNotProvedIsSilentForTheLongestLease() {
        Voter started = Voter.started(life(WITNESS, 2), VoteRecord.fresh(Votes.VOTERS), Voter.Trust.UNPROVED, Ticks.ZERO);
        assertEquals(new Verdict.No(Verdict.Reason.JUST_STARTED, Duration.ofMillis(1)),
                verdict(started, ask(1, life(BRAVO, 1)), Ticks.ofMillis(999)));
        assertEquals(List.of(), started.renew(claim(3, life(ALPHA, 1), 7), Ticks.ofMillis(999)).said());
        assertEquals(List.of(), started.table(ALPHA, Ticks.ofMillis(999)).said());
        assertEquals(Verdict.YES, verdict(started, ask(1, life(BRAVO, 1)), Ticks.ofMillis(1000)));
    }

    @Test
    void aVoterOfWhomAPeerRemembersMoreIsQuarantinedUntilEnoughHaveTold() {
        Voter old = Votes.witness().noted(new Letter(life(ALPHA, 1), WITNESS, 0, 1, new Word.AskTable()));
        assertEquals(Verdict.no(Verdict.Reason.QUARANTINED), verdict(old, ask(9, life(BRAVO, 1)), Ticks.ofMillis(90_000)));
        Word.Table fromAlpha = new Word.Table(granted.next().record().votes(), List.of(), Votes.TERMS.lease(), 5, 7, List.of());
        Word.Table fromBravo = new Word.Table(new TreeMap<>(), List.of(), Votes.TERMS.lease(), 2, 7, List.of());
        Voter one = Learning.told(old, ALPHA, fromAlpha, T).next();
        assertEquals(Voter.Trust.QUARANTINED, one.trust(), "one of two others is not enough");
        assertEquals(Voter.Trust.QUARANTINED, Learning.told(one, ALPHA, fromAlpha, T).next().trust(), "the same told twice is one");
        Voter.Answer merged = Learning.told(one, BRAVO, fromBravo, T);
        assertEquals(List.of(merged.next().record()), merged.forced());
        assertEquals(6, merged.next().record().number());
        assertEquals(Verdict.no(Verdict.Reason.OLD_EPOCH),
                verdict(merged.next(), ask(3, life(BRAVO, 1)), Ticks.ofMillis(3000)));
        assertEquals(Verdict.Reason.JUST_STARTED,
                ((Verdict.No) verdict(merged.next(), ask(4, life(BRAVO, 1)), Ticks.ofMillis(2999))).reason());
    }
}
