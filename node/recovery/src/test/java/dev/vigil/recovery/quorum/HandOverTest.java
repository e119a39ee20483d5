package dev.vigil.recovery.quorum;

import static dev.vigil.recovery.quorum.Votes.ALPHA;
import static dev.vigil.recovery.quorum.Votes.BRAVO;
import static dev.vigil.recovery.quorum.Votes.TERMS;
import static dev.vigil.recovery.quorum.Votes.UNIT;
import static dev.vigil.recovery.quorum.Votes.WITNESS;
import static dev.vigil.recovery.quorum.Votes.ask;
import static dev.vigil.recovery.quorum.Votes.confirmedOut;
import static dev.vigil.recovery.quorum.Votes.heard;
import static dev.vigil.recovery.quorum.Votes.holding;
import static dev.vigil.recovery.quorum.Votes.life;
import static dev.vigil.recovery.quorum.Votes.under;
import static dev.vigil.recovery.quorum.Votes.verdict;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;

/** RC-114: voters keep for a while what a node owns that restarts. */
class HandOverTest {
    private static final Ticks T = Ticks.ofMillis(2000);
    private static final Duration WITHIN = Duration.ofSeconds(60);
    private static final Tenure HANDED = new Tenure.HandOver(WITHIN);
    private static final Ticks UNTIL = Ticks.ofMillis(50_000);

    private static Voter alphas(int life) {
        return Voter.started(life(ALPHA, life), VoteRecord.fresh(Votes.VOTERS), Voter.Trust.PROVED, Ticks.ZERO);
    }

    /** Alpha owns it, is about to restart, and has asked. */
    private static Bench asking() {
        Bench seeking = Bench.started(alphas(1), new TreeMap<>(), T).next().seek(UNIT, new Epoch(1), Optional.empty(), T).next();
        Ask sounded = new Ask(UNIT, new Epoch(1), life(ALPHA, 1), 7, Votes.ORDINARY, Ask.Proof.CONFIRMED_OUT);
        Bench taking = seeking.heard(letter(WITNESS, new Word.Would(sounded, Verdict.YES, Epoch.ZERO)), T).next();
        Bench owner = taking.heard(granted(WITNESS, sounded), T).next();
        Bench told = owner.heard(granted(BRAVO, sounded), T).next();
        return told.seek(UNIT, new Epoch(1), Optional.of(HANDED), T).next().ticked(T).next();
    }

    private static Letter letter(NodeId from, Word word) {
        return new Letter(life(from, 1), ALPHA, 0, 0, word);
    }

    private static Letter granted(NodeId from, Ask ask) {
        return letter(from, new Word.Granted(ask, Verdict.YES, ask.epoch()));
    }

    private static Ask handed(int life) {
        return new Ask(UNIT, new Epoch(2), life(ALPHA, life), 7, HANDED, Ask.Proof.CONFIRMED_OUT);
    }

    @Test
    void itIsHandedOverWhenEveryVoterHasAgreed() {
        Bench one = asking().heard(granted(WITNESS, handed(1)), T).next();
        assertEquals(new TreeSet<>(), one.handedOver(T), "a majority, and one of them may forget");
        Bench both = one.heard(granted(BRAVO, handed(1)), T).next();
        assertEquals(new TreeSet<>(List.of(UNIT)), both.handedOver(T));
        assertEquals(new TreeSet<>(), both.handedOver(T.plus(Votes.VOTERS.patience())), "too late for a voter that forgets");
    }

    @Test
    void votersKeepItWhileTheNodeIsAway() {
        Voter witness = Votes.witness().grant(handed(1), T).next();
        Ticks late = T.plus(WITHIN.minusMillis(1));
        assertEquals(new Verdict.No(Verdict.Reason.LEASE_RUNS, Duration.ofMillis(1)),
                verdict(witness, ask(3, life(BRAVO, 1)), late));
        assertEquals(Verdict.YES, verdict(witness, ask(3, life(BRAVO, 1)), T.plus(WITHIN)));
        assertEquals(Verdict.YES, verdict(witness, confirmedOut(ask(3, life(ALPHA, 2))), T), "the next life");
        assertEquals(Verdict.YES, verdict(witness.ended(life(ALPHA, 1), T).next(), ask(3, life(BRAVO, 1)), T),
                "its guard has ended it");
        assertEquals(TERMS.lease(), witness.record().longest(), "or it would be silent for a minute after each boot");
    }

    @Test
    void whatWasHandedOverIsLearntLikeWhatIsKeptUntilAFence() {
        Voter booted = Voter.started(life(WITNESS, 2), VoteRecord.fresh(Votes.VOTERS), Voter.Trust.UNPROVED, Ticks.ZERO);
        Voter bravo = Votes.witness().grant(handed(1), T).next();
        Word.Table table = new Word.Table(bravo.record().votes(), List.of(), TERMS.lease(), 0, 7, List.of());
        Voter told = Learning.told(Learning.told(booted, BRAVO, table, T).next(), ALPHA, table, T).next();
        assertInstanceOf(Verdict.No.class, verdict(told, ask(3, life(BRAVO, 1)), T.plus(TERMS.lease())));
    }

    private static Member adopted() {
        Voter before = alphas(1).grant(handed(1), T).next();
        Voter next = Voter.started(life(ALPHA, 2), before.record(), Voter.Trust.PROVED, T);
        return Member.started(next, UNIT, new OwnerRecord(new Epoch(2), 7, OwnerRecord.Running.MAYBE), Optional.of(UNTIL), T)
                .next();
    }

    @Test
    void theNextLifeReliesOnWhatTheEarlierOneWasGrantedUntilAMajorityAgrees() {
        Phase.Holding left = holding(adopted());
        assertEquals(Optional.of(Deadlines.of(UNTIL.plus(TERMS.kill()), TERMS.kill(), Duration.ZERO)), left.deadlines());
        Ask asked = left.next().orElseThrow().ask();
        assertEquals(new Ask(UNIT, new Epoch(3), life(ALPHA, 2), 7, HANDED, Ask.Proof.CONFIRMED_OUT), asked);
        Ticks soon = T.plus(Duration.ofMillis(20));
        Member.Step taken = adopted().step(soon, heard(WITNESS, new Word.Granted(asked, Verdict.YES, asked.epoch())));
        assertTrue(taken.effects().contains(new Effect.Start(UNIT, new Epoch(3))));
        assertFalse(taken.effects().stream().anyMatch(Effect.Stop.class::isInstance));
        assertEquals(Votes.ORDINARY,
                holding(taken.next().step(soon, new Input.Ticked()).next()).next().orElseThrow().ask().tenure(),
                "then the ordinary lease");
    }

    @Test
    void whereNobodyAgreesItIsTakenDownWhenTheEarlierLifesLeaseEnds() {
        Member adopted = adopted();
        Member before = adopted.step(UNTIL.minus(Duration.ofMillis(1)), new Input.Ticked()).next();
        assertInstanceOf(Phase.Holding.class, before.phase());
        Member.Step late = before.step(UNTIL, new Input.Ticked());
        assertEquals(List.of(new Effect.ShutGate(UNIT), new Effect.Stop(UNIT)),
                late.effects().stream().filter(effect -> !(effect instanceof Effect.Send)).toList());
    }

    @Test
    void whatWasNotHandedOverIsTakenDown() {
        Voter before = alphas(1).grant(under(handed(1), Votes.ORDINARY), T).next();
        Voter next = Voter.started(life(ALPHA, 2), before.record(), Voter.Trust.PROVED, T);
        Member.Step step = Member.started(next, UNIT, new OwnerRecord(new Epoch(2), 7, OwnerRecord.Running.MAYBE),
                Optional.of(UNTIL), T);
        assertInstanceOf(Phase.Cleaning.class, step.next().phase());
    }
}
