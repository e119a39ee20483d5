package dev.vigil.recovery.quorum;

import static dev.vigil.recovery.quorum.Votes.ALPHA;
import static dev.vigil.recovery.quorum.Votes.BRAVO;
import static dev.vigil.recovery.quorum.Votes.WITNESS;
import static dev.vigil.recovery.quorum.Votes.life;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/** One member asks, takes, renews and gives up. */
class MemberTest {
    private static final Ticks T = Ticks.ofMillis(2000);

    private static Member alpha() {
        Voter voter = Voter.started(life(ALPHA, 1), VoteRecord.fresh(Votes.VOTERS), Voter.Trust.PROVED, Ticks.ZERO);
        return Member.started(voter, Votes.UNIT, OwnerRecord.NONE, Ticks.ZERO).next();
    }

    private static Letter from(NodeId voter, Word word) {
        return new Letter(life(voter, 1), ALPHA, 0, 0, word);
    }

    private static Member.Step granted(Member taking, Ticks now) {
        Ask ask = ((Phase.Taking) taking.phase()).ask();
        return taking.step(now, new Input.Heard(from(WITNESS, new Word.Granted(ask, Verdict.YES, ask.epoch()))));
    }

    private static boolean isStarted(Member.Step step) {
        return step.effects().stream().anyMatch(Effect.Start.class::isInstance);
    }

    @Test
    void itTakesWhenAMajorityWould() {
        Member.Step asked = alpha().step(T, new Input.Wanted());
        assertTrue(asked.effects().stream().noneMatch(Effect.ForceVotes.class::isInstance), "a question burns no votes");
        Ask ask = Votes.confirmedOut(Votes.ask(1, life(ALPHA, 1)));
        Member.Step taking = asked.next().step(T, new Input.Heard(from(WITNESS, new Word.Would(ask, Verdict.YES, Epoch.ZERO))));
        assertInstanceOf(Phase.Taking.class, taking.next().phase());
        assertInstanceOf(Effect.ForceVotes.class, taking.effects().getFirst());
    }

    @Test
    void aRefusalRaisesTheNextEpoch() {
        Member asked = alpha().step(T, new Input.Wanted()).next();
        Ask ask = Votes.confirmedOut(Votes.ask(1, life(ALPHA, 1)));
        Member refused = asked.step(T, new Input.Heard(
                from(BRAVO, new Word.Would(ask, Verdict.no(Verdict.Reason.OLD_EPOCH), new Epoch(8))))).next();
        Member taking = refused.step(T, new Input.Taken()).next();
        assertEquals(new Epoch(9), ((Phase.Taking) taking.phase()).ask().epoch());
    }

    @Test
    void withHalfOfTheLeaseLeftItStarts() {
        Member taking = alpha().step(T, new Input.Taken()).next();
        Duration half = Votes.TERMS.ownerLease().dividedBy(2);
        assertTrue(isStarted(granted(taking, T.plus(half))));
        assertTrue(!isStarted(granted(taking, T.plus(half.plusNanos(2)))), "the guard would soon end it again");
    }

    @Test
    void withoutAMajorityItWithdraws() {
        Member taking = alpha().step(T, new Input.Taken()).next();
        Member.Step later = taking.step(T.plus(Votes.TERMS.patience()), new Input.Ticked());
        assertEquals(new Phase.Away(), later.next().phase());
        assertEquals(Vote.Standing.RELEASED, later.next().voter().record().votes().get(Votes.UNIT).standing());
    }

    @Test
    void itLeavesWhenItsLeaseCannotBeRenewed() {
        Member holding = granted(alpha().step(T, new Input.Taken()).next(), T).next();
        Ticks kill = ((Phase.Holding) holding.phase()).deadlines().orElseThrow().kill();
        Member.Step left = holding.step(kill, new Input.Ticked());
        assertEquals(List.of(new Effect.ShutGate(Votes.UNIT), new Effect.Stop(Votes.UNIT)), left.effects());
        Member.Step out = left.next().step(kill, new Input.ConfirmedOut());
        assertInstanceOf(Effect.ForceOwner.class, out.effects().getFirst());
        assertInstanceOf(Effect.Send.class, out.effects().getLast());
    }

    @Test
    void aKillBudgetThatDoesNotFitIsRefused() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> new Terms(Duration.ofMillis(500), 10, Duration.ofMillis(10), Duration.ofMillis(400),
                        Duration.ofMillis(50)));
        assertTrue(refused.getMessage().contains("at most"), refused.getMessage());
    }

    @Test
    void aVoterForcesItsYesBeforeItSaysIt() {
        Member witness = Member.started(Votes.witness(), Votes.UNIT, OwnerRecord.NONE, Ticks.ZERO).next();
        List<Effect> effects = witness.step(T, new Input.Heard(
                new Letter(life(ALPHA, 1), WITNESS, 0, 0, new Word.Grant(Votes.ask(1, life(ALPHA, 1)))))).effects();
        assertEquals(2, effects.size());
        assertInstanceOf(Effect.ForceVotes.class, effects.getFirst());
        assertInstanceOf(Effect.Send.class, effects.getLast());
    }

    private static Deadlines enforced(Member.Step step) {
        return step.effects().stream().filter(Effect.Enforce.class::isInstance).map(Effect.Enforce.class::cast)
                .reduce((one, other) -> other).orElseThrow().deadlines();
    }

    private static Input echo(Ticks sentAt) {
        TreeMap<UnitId, Epoch> renewed = new TreeMap<>();
        renewed.put(Votes.UNIT, new Epoch(1));
        return new Input.Heard(from(WITNESS, new Word.Echo(life(ALPHA, 1), sentAt, renewed, new TreeMap<>())));
    }

    @Test
    void theLeaseCountsFromTheFirstSendingOfTheAsk() {
        Member.Step late = granted(alpha().step(T, new Input.Taken()).next(), Ticks.ofMillis(2300));
        assertEquals(Deadlines.of(T.plus(Votes.TERMS.ownerLease()), Votes.TERMS.kill(), Duration.ZERO), enforced(late));
    }

    @Test
    void theLeaseCountsFromTheSendingOfTheClaimHoweverLateItsEcho() {
        Member holding = granted(alpha().step(T, new Input.Taken()).next(), T).next();
        Member.Step renewed = holding.step(Ticks.ofMillis(2500), echo(Ticks.ofMillis(2100)));
        assertEquals(Ticks.ofMillis(2100).plus(Votes.TERMS.ownerLease()), enforced(renewed).out());
    }

    @Test
    void theGuardBeginsItsBudgetBeforeTheEnd() {
        Deadlines deadlines = enforced(granted(alpha().step(T, new Input.Taken()).next(), T));
        assertEquals(Votes.TERMS.kill(), deadlines.out().since(deadlines.kill()));
    }

    @Test
    void whoWakesShutsItsGateFirstAndMovesNoDeadline() {
        Member holding = granted(alpha().step(T, new Input.Taken()).next(), T).next();
        Member.Step woke = holding.step(Ticks.ofMillis(2400), new Input.Woke());
        assertEquals(new Effect.ShutGate(Votes.UNIT), woke.effects().getFirst());
        assertTrue(woke.effects().stream().noneMatch(Effect.Enforce.class::isInstance), "a stall never lengthens a lease");
        Member.Step old = woke.next().step(Ticks.ofMillis(2410), echo(Ticks.ofMillis(2400)));
        assertEquals(List.of(), old.effects(), "what was sent up to the wake does not count");
        Member.Step fresh = woke.next().step(Ticks.ofMillis(2460), echo(Ticks.ofMillis(2450)));
        assertInstanceOf(Effect.OpenGate.class, fresh.effects().getLast());
    }

    @Test
    void whoHearsOfAHigherEpochLeavesAtOnce() {
        Member holding = granted(alpha().step(T, new Input.Taken()).next(), T).next();
        TreeMap<UnitId, Epoch> refused = new TreeMap<>();
        refused.put(Votes.UNIT, new Epoch(2));
        Member.Step left = holding.step(Ticks.ofMillis(2100), new Input.Heard(
                from(BRAVO, new Word.Echo(life(ALPHA, 1), Ticks.ofMillis(2050), new TreeMap<>(), refused))));
        assertEquals(List.of(new Effect.ShutGate(Votes.UNIT), new Effect.Stop(Votes.UNIT)), left.effects());
    }

    @Test
    void theOwnersLeaseEndsFirstWhateverTheClocks() {
        double slowest = Votes.TERMS.ownerLease().toNanos() / 0.99;
        double fastest = Votes.TERMS.lease().toNanos() / 1.01;
        assertTrue(slowest < fastest, slowest + " against " + fastest);
    }
}
