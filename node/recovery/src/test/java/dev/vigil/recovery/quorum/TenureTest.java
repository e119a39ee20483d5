package dev.vigil.recovery.quorum;

import static dev.vigil.recovery.quorum.Votes.ALPHA;
import static dev.vigil.recovery.quorum.Votes.BRAVO;
import static dev.vigil.recovery.quorum.Votes.ORDINARY;
import static dev.vigil.recovery.quorum.Votes.UNIT;
import static dev.vigil.recovery.quorum.Votes.WITNESS;
import static dev.vigil.recovery.quorum.Votes.ask;
import static dev.vigil.recovery.quorum.Votes.confirmedOut;
import static dev.vigil.recovery.quorum.Votes.heard;
import static dev.vigil.recovery.quorum.Votes.life;
import static dev.vigil.recovery.quorum.Votes.under;
import static dev.vigil.recovery.quorum.Votes.verdict;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/** RC-106 and RC-107: a long lease, and none at all. */
class TenureTest {
    private static final Ticks T = Ticks.ofMillis(2000);
    private static final Ticks LONG_AFTER = Ticks.ofMillis(3_600_000);
    private static final Tenure LONG = new Tenure.Lease(Duration.ofSeconds(30));
    private final Voter keeping = Votes.witness().grant(under(ask(3, life(ALPHA, 1)), Tenure.UNTIL_FENCED), T).next();

    @Test
    void silenceIsNoEndOfWhatIsKeptUntilItsOwnerIsFenced() {
        Ask other = ask(4, life(BRAVO, 1));
        assertEquals(new Verdict.UntilFenced(life(ALPHA, 1)), verdict(keeping, other, LONG_AFTER));
        Voter otherLife = keeping.fenced(new Certificate(life(ALPHA, 2), "ipmi", 1), T).next();
        assertEquals(new Verdict.UntilFenced(life(ALPHA, 1)), verdict(otherLife, other, LONG_AFTER));
        Voter.Answer fenced = keeping.fenced(new Certificate(life(ALPHA, 1), "ipmi", 1), T);
        assertEquals(List.of(fenced.next().record()), fenced.forced());
        assertEquals(Verdict.YES, verdict(fenced.next(), other, T));
    }

    @Test
    void aCertificateIsKeptWhileItOpensSomething() {
        assertEquals(List.of(), Votes.witness().fenced(new Certificate(life(ALPHA, 1), "ipmi", 1), T).forced());
        Voter fenced = keeping.fenced(new Certificate(life(ALPHA, 1), "ipmi", 1), T).next();
        assertEquals(List.of(), fenced.fenced(new Certificate(life(ALPHA, 1), "ipmi", 1), T).forced(), "told twice");
        Voter taken = fenced.grant(ask(4, life(BRAVO, 1)), T).next();
        assertEquals(List.of(), taken.record().certificates());
    }

    @Test
    void whoOwnsItByMajorityIsAgreedToByAVoterThatMissedTheEndOfTheOneBefore() {
        assertEquals(Verdict.YES, verdict(keeping, ask(4, life(BRAVO, 1)).with(Ask.Proof.OWNED), T));
    }

    @Test
    void aGuardSaysNothingOfWhatIsKeptUntilItsOwnerIsFenced() {
        assertEquals(List.of(), keeping.ended(life(ALPHA, 1), T).forced());
        Voter leased = keeping.grant(ask(4, life(ALPHA, 1)), T).next();
        assertEquals(Verdict.YES, verdict(leased.ended(life(ALPHA, 1), T).next(), ask(5, life(BRAVO, 1)), T));
    }

    @Test
    void whatIsReleasedUnderTheEpochAskedForLastIsReleased() {
        Voter released = keeping.release(new Word.Release(UNIT, new Epoch(5), life(ALPHA, 1)), T).next();
        assertEquals(Verdict.no(Verdict.Reason.OLD_EPOCH), verdict(released, ask(5, life(BRAVO, 1)), T), "it comes too late");
        assertEquals(Verdict.YES, verdict(released, ask(6, life(BRAVO, 1)), T));
    }

    @Test
    void aVoterThatMayHaveForgottenAgreesWhenAllOthersHaveToldOrAreOver() {
        Voter booted = Voter.started(life(WITNESS, 2), VoteRecord.fresh(Votes.VOTERS), Voter.Trust.UNPROVED, Ticks.ZERO);
        Ask wish = under(ask(4, life(BRAVO, 1)), Tenure.UNTIL_FENCED);
        assertEquals(Verdict.no(Verdict.Reason.UNSURE), verdict(booted, wish, T));
        assertEquals(Verdict.YES, verdict(booted, ask(4, life(BRAVO, 1)), T), "a lease that was forgotten has run out");
        Word.Table table = new Word.Table(new TreeMap<>(), List.of(), Votes.TERMS.lease(), 0, 7, List.of());
        Voter one = Learning.told(booted, BRAVO, table, T).next();
        assertEquals(Verdict.no(Verdict.Reason.UNSURE), verdict(one, wish, T));
        assertEquals(Verdict.YES, verdict(one.fenced(new Certificate(life(ALPHA, 1), "ipmi", 1), T).next(), wish, T));
        Word.Table alphas = new Word.Table(keeping.record().votes(), List.of(), Votes.TERMS.lease(), 0, 7, List.of());
        Voter.Answer all = Learning.told(one, ALPHA, alphas, T);
        assertEquals(List.of(all.next().record()), all.forced());
        assertEquals(new Verdict.UntilFenced(life(ALPHA, 1)), verdict(all.next(), wish, T));
    }

    /** It has refused the candidate, who asks it again. */
    @Test
    void whatItHasGrantedSinceIsNotHiddenByACandidateOfWhomOthersTell() {
        for (Tenure tenure : List.of(ORDINARY, Tenure.UNTIL_FENCED)) {
            Voter booted = Voter.started(life(WITNESS, 2), VoteRecord.fresh(Votes.VOTERS), Voter.Trust.UNPROVED, Ticks.ZERO);
            Voter alphas = booted.grant(ask(3, life(ALPHA, 1)), T).next();
            Ask bravos = confirmedOut(under(ask(4, life(BRAVO, 1)), tenure));
            Voter candidate = Votes.witness().grant(bravos, T).next();
            Word.Table table = new Word.Table(candidate.record().votes(), List.of(), Votes.TERMS.lease(), 0, 7, List.of());
            Voter sure = Learning.told(Learning.told(alphas, BRAVO, table, T).next(), ALPHA, table, T).next();
            assertEquals(Voter.Trust.PROVED, sure.trust());
            Word.Granted again = (Word.Granted) sure.grant(bravos, T).said().getFirst();
            assertInstanceOf(Verdict.No.class, again.verdict());
            assertTrue(sure.record().isHeldBy(life(ALPHA, 1)));
            assertEquals(tenure.equals(Tenure.UNTIL_FENCED), sure.record().isHeldBy(life(BRAVO, 1)));
        }
    }

    @Test
    void whatIsAskedForUnderALongLeaseMayHaveBeenPromisedForAsLong() {
        Voter booted = Voter.started(life(WITNESS, 2), VoteRecord.fresh(Votes.VOTERS), Voter.Trust.UNPROVED, Ticks.ZERO);
        assertEquals(new Verdict.No(Verdict.Reason.JUST_STARTED, Duration.ofSeconds(28)),
                verdict(booted, under(ask(4, life(BRAVO, 1)), LONG), T));
    }

    private static Member alpha(Tenure tenure) {
        Voter voter = Voter.started(life(ALPHA, 1), VoteRecord.fresh(Votes.VOTERS), Voter.Trust.PROVED, Ticks.ZERO);
        return Member.started(voter, UNIT, OwnerRecord.NONE, Ticks.ZERO).next().wishing(Optional.of(tenure));
    }

    private static Member.Step granted(Member member, Ask ask, Ticks now) {
        return member.step(now, heard(WITNESS, new Word.Granted(ask, Verdict.YES, ask.epoch())));
    }

    private static Member.Step holding(Tenure tenure) {
        Member taking = alpha(tenure).step(T, new Input.Taken()).next();
        return granted(taking, ((Phase.Taking) taking.phase()).ask(), T);
    }

    private static Optional<Deadlines> enforced(Member.Step step) {
        return step.effects().stream().filter(Effect.Enforce.class::isInstance)
                .map(effect -> ((Effect.Enforce) effect).deadlines()).reduce((one, later) -> later);
    }

    @Test
    void ofALongLeaseTheOwnerUsesForAStopInOrderWhatItHasMore() {
        Deadlines deadlines = enforced(holding(LONG)).orElseThrow();
        assertEquals(T.plus(Votes.TERMS.ownerLease(Duration.ofSeconds(30))), deadlines.out());
        assertEquals(Votes.TERMS.kill(), deadlines.out().since(deadlines.kill()));
        assertEquals(T.plus(Votes.TERMS.ownerLease()).minus(Votes.TERMS.kill()), deadlines.stop(),
                "as soon as an ordinary one would be killed");
    }

    @Test
    void fromThenOnItLeavesAndNothingProlongsIt() {
        Member holding = holding(LONG).next();
        Ticks stop = ((Phase.Holding) holding.phase()).deadlines().orElseThrow().stop();
        Member.Step left = holding.step(stop, new Input.Ticked());
        assertEquals(List.of(new Effect.ShutGate(UNIT), new Effect.Stop(UNIT)), left.effects());
        TreeMap<UnitId, Epoch> renewed = new TreeMap<>();
        renewed.put(UNIT, new Epoch(1));
        Member.Step late = left.next().step(stop, heard(WITNESS, new Word.Echo(life(ALPHA, 1), stop, renewed, new TreeMap<>())));
        assertEquals(List.of(), late.effects());
    }

    @Test
    void theGuardHasNothingToEndOfWhatIsKeptUntilItsOwnerIsFenced() {
        Member.Step holding = holding(Tenure.UNTIL_FENCED);
        assertEquals(Optional.empty(), enforced(holding));
        assertTrue(holding.effects().stream().anyMatch(Effect.Start.class::isInstance));
        Member.Step muchLater = holding.next().step(LONG_AFTER, new Input.Ticked());
        assertInstanceOf(Phase.Holding.class, muchLater.next().phase());
    }

    private static Ask asked(Member.Step step) {
        return step.effects().stream().filter(TenureTest::isGrant)
                .map(effect -> (Word.Grant) ((Effect.Send) effect).letter().word())
                .map(Word.Grant::ask).reduce((one, later) -> later).orElseThrow();
    }

    private static boolean isGrant(Effect effect) {
        return effect instanceof Effect.Send send && send.letter().word() instanceof Word.Grant;
    }

    @Test
    void aChangeToAShorterLeaseArmsTheGuardBeforeAnybodyHearsOfIt() {
        Member.Step asking = holding(Tenure.UNTIL_FENCED).next().wishing(Optional.of(Votes.ORDINARY)).step(T, new Input.Ticked());
        List<Effect> effects = asking.effects();
        int armed = effects.indexOf(new Effect.Enforce(UNIT, enforced(asking).orElseThrow()));
        List<Effect> said = effects.subList(armed, effects.size()).stream().filter(TenureTest::isGrant).toList();
        assertEquals(2, said.size(), effects.toString());
        assertEquals(T.plus(Votes.TERMS.ownerLease()), enforced(asking).orElseThrow().out());
        assertEquals(new Epoch(2), asked(asking).epoch());
    }

    @Test
    void aChangeToALongerLeaseCountsWhenAMajorityHasGrantedIt() {
        Member.Step asking = holding(Votes.ORDINARY).next().wishing(Optional.of(LONG)).step(T, new Input.Ticked());
        assertEquals(T.plus(Votes.TERMS.ownerLease()), enforced(asking).orElseThrow().out());
        Member.Step taken = granted(asking.next(), asked(asking), T);
        assertEquals(T.plus(Votes.TERMS.ownerLease(Duration.ofSeconds(30))), enforced(taken).orElseThrow().out());
        assertEquals(new Effect.Start(UNIT, new Epoch(2)), taken.effects().getLast());
    }

    @Test
    void aChangeThatNobodyAnswersEndsNothing() {
        Member asking = holding(Votes.ORDINARY).next().wishing(Optional.of(Tenure.UNTIL_FENCED)).step(T, new Input.Ticked())
                .next();
        TreeMap<UnitId, Epoch> renewed = new TreeMap<>();
        renewed.put(UNIT, new Epoch(1));
        Ticks sent = Ticks.ofMillis(2400);
        Member.Step step = asking.step(sent, heard(WITNESS, new Word.Echo(life(ALPHA, 1), sent, renewed, new TreeMap<>())));
        assertEquals(sent.plus(Votes.TERMS.ownerLease()), enforced(step).orElseThrow().out());
    }

    @Test
    void afterAStandstillAChangeIsAskedForUnderAnotherEpoch() {
        Member.Step asking = holding(Votes.ORDINARY).next().wishing(Optional.of(LONG)).step(T, new Input.Ticked());
        Member.Step woke = asking.next().step(T, new Input.Woke());
        assertEquals(new Epoch(3), asked(woke).epoch());
        assertInstanceOf(Phase.Holding.class, granted(woke.next(), asked(asking), T).next().phase());
        assertEquals(new Epoch(1), ((Phase.Holding) granted(woke.next(), asked(asking), T).next().phase()).epoch());
    }
}
