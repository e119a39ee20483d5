package dev.vigil.recovery.quorum;

import static dev.vigil.recovery.quorum.Votes.ALPHA;
import static dev.vigil.recovery.quorum.Votes.BRAVO;
import static dev.vigil.recovery.quorum.Votes.TERMS;
import static dev.vigil.recovery.quorum.Votes.WITNESS;
import static dev.vigil.recovery.quorum.Votes.heard;
import static dev.vigil.recovery.quorum.Votes.holding;
import static dev.vigil.recovery.quorum.Votes.life;
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
import dev.vigil.lcd.model.QuorumLoss;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/** Voters are exchanged while they vote: what each of them, and an owner, makes of it. */
class ExchangeTest {
    private static final Ticks T = Ticks.ofMillis(5000);
    private static final NodeId XRAY = new NodeId("xray");
    private static final VoterSet NEXT = new VoterSet(8, List.of(ALPHA, BRAVO, XRAY), TERMS);
    private static final Ask OURS = new Ask(Votes.UNIT, new Epoch(3), life(ALPHA, 1), 8, Votes.ORDINARY, Ask.Proof.NONE);

    private static Voter voter(NodeId node) {
        return Voter.started(life(node, 1), VoteRecord.fresh(Votes.VOTERS), Voter.Trust.PROVED, Ticks.ZERO);
    }

    /** One that has granted the third epoch to alpha. */
    private static Voter granted(NodeId node) {
        return voter(node).grant(Votes.ask(3, life(ALPHA, 1)), T).next();
    }

    private static Voter exchanged(Voter voter) {
        return voter.adopting(NEXT, T).next();
    }

    private static Word.Table table(Voter teller) {
        return (Word.Table) teller.table(XRAY, T).said().getFirst();
    }

    /** Exchanged, and told by alpha and the witness, who have granted. */
    private static Voter learnt(Voter voter) {
        Voter told = Learning.told(exchanged(voter), WITNESS, table(exchanged(granted(WITNESS))), T).next();
        return Learning.told(told, ALPHA, table(exchanged(granted(ALPHA))), T).next();
    }

    private static Verdict.Reason refusal(Voter voter, Ask ask, Ticks now) {
        return assertInstanceOf(Verdict.No.class, GrantRules.judge(voter, ask, now)).reason();
    }

    private static Ask bravos(long epoch) {
        return new Ask(Votes.UNIT, new Epoch(epoch), life(BRAVO, 1), 8, Votes.ORDINARY, Ask.Proof.NONE);
    }

    @Test
    void whoVotesWithOthersThanBeforeIsWrittenDownAndGrantsNothing() {
        Voter.Answer adopted = granted(BRAVO).adopting(NEXT, T);
        assertEquals(List.of(adopted.next().record()), adopted.forced());
        assertEquals(List.of(new Debt(7, List.of(ALPHA, BRAVO, WITNESS))), adopted.next().record().debts());
        assertTrue(adopted.next().isLearning());
        assertEquals(Verdict.Reason.LEARNING, refusal(adopted.next(), bravos(9), Ticks.ofMillis(90_000)));
        assertEquals(Verdict.Reason.LEARNING, assertInstanceOf(Verdict.No.class,
                ((Word.Granted) adopted.next().grant(OURS, T).said().getFirst()).verdict()).reason(),
                "also not what it had granted among those before");
    }

    @Test
    void whoHasYetToLearnRenewsNothingAndGivesNothingBack() {
        Voter bravo = exchanged(granted(BRAVO));
        assertEquals(List.of(), bravo.renew(Votes.claim(3, life(ALPHA, 1), 8), T).said());
        assertEquals(List.of(), bravo.release(new Word.Release(Votes.UNIT, new Epoch(3), life(ALPHA, 1)), T).said());
    }

    @Test
    void itTellsWhatItHasWrittenAndThatItHasYetToLearn() {
        Voter.Answer told = exchanged(granted(BRAVO)).table(XRAY, T);
        assertEquals(1, told.forced().size(), "whoever hears of it rests on it");
        Word.Table table = (Word.Table) told.said().getFirst();
        assertEquals(8, table.voters());
        assertEquals(1, table.debts().size());
        assertEquals(new Epoch(3), Optional.ofNullable(table.votes().get(Votes.UNIT)).orElseThrow().highest());
    }

    @Test
    void aMajorityOfTheVotersBeforeHasToTell() {
        Voter xray = exchanged(voter(XRAY));
        Voter one = Learning.told(xray, WITNESS, table(exchanged(granted(WITNESS))), T).next();
        assertTrue(one.isLearning(), "one of three");
        assertEquals(new TreeSet<>(List.of(ALPHA, BRAVO)), one.awaited());
        Voter.Answer two = Learning.told(one, BRAVO, table(exchanged(voter(BRAVO))), T);
        assertFalse(two.next().isLearning());
        assertEquals(List.of(two.next().record()), two.forced());
        assertEquals(new Epoch(3), two.next().record().highest(Votes.UNIT));
        assertFalse(Learning.told(exchanged(granted(BRAVO)), WITNESS, table(exchanged(voter(WITNESS))), T).next().isLearning(),
                "it counts itself");
    }

    @Test
    void whoHoldsToAnotherSetTellsNothingThatCounts() {
        Voter xray = exchanged(voter(XRAY));
        Voter told = Learning.told(xray, WITNESS, table(granted(WITNESS)), T).next();
        assertEquals(xray, told);
    }

    @Test
    void aVoterThatKnowsAllIsEnough() {
        Voter told = Learning.told(exchanged(voter(BRAVO)), XRAY, table(learnt(voter(XRAY))), T).next();
        assertFalse(told.isLearning());
        assertEquals(new Epoch(3), told.record().highest(Votes.UNIT));
        Voter fromStranger = Learning.told(exchanged(voter(XRAY)), WITNESS, table(learnt(voter(WITNESS))), T).next();
        assertTrue(fromStranger.isLearning(), "who votes no more may have missed what those who vote have granted");
    }

    @Test
    void whatATellerHasYetToLearnIsToBeLearntToo() {
        VoterSet third = new VoterSet(9, List.of(ALPHA, BRAVO, XRAY), TERMS);
        Voter bravo = exchanged(voter(BRAVO)).adopting(third, T).next();
        Voter yankee = Voter
                .started(life(new NodeId("yankee"), 1), VoteRecord.fresh(Votes.VOTERS), Voter.Trust.PROVED, Ticks.ZERO)
                .adopting(third, T).next();
        Voter one = Learning.told(yankee, BRAVO, table(bravo), T).next();
        Voter two = Learning.told(one, WITNESS, table(voter(WITNESS).adopting(third, T).next()), T).next();
        assertTrue(two.isLearning(), "two of the set before it, and one alone of the set between");
        assertEquals(new TreeSet<>(List.of(ALPHA, XRAY)), two.awaited());
    }

    /** A candidate that was granted by fewer than a majority may stand above an owner whose lease still runs. */
    @Test
    void whoHasLearntRenewsAtOnceAndGrantsWhenAllThatWasGrantedBeforeHasRunOut() {
        Voter bravo = learnt(voter(BRAVO));
        Word.Echo echo = (Word.Echo) bravo.renew(Votes.claim(3, life(ALPHA, 1), 8), T).said().getFirst();
        assertEquals(1, echo.renewed().size());
        Ticks end = T.plus(TERMS.lease());
        assertEquals(new Verdict.No(Verdict.Reason.LEARNING, TERMS.lease()), GrantRules.judge(bravo, bravos(9), T));
        assertEquals(List.of(), bravo.settled(end.minus(Duration.ofNanos(1))).forced());
        Voter.Answer settled = bravo.settled(end);
        assertEquals(List.of(), settled.forced().getFirst().debts());
        assertEquals(Verdict.YES, GrantRules.judge(settled.next(), bravos(9), end));
    }

    @Test
    void aStartInBetweenLearnsAnew() {
        Voter again = Voter.started(life(BRAVO, 2), learnt(voter(BRAVO)).record(), Voter.Trust.PROVED, T);
        assertTrue(again.isLearning());
        assertEquals(new Epoch(3), again.record().highest(Votes.UNIT));
    }

    @Test
    void whoIsSilentWritesNothingAndLearnsAfterItsSilence() {
        Voter silent = Voter.started(life(BRAVO, 2), granted(BRAVO).record(), Voter.Trust.UNPROVED, T);
        Voter.Answer adopted = silent.adopting(NEXT, T);
        assertEquals(List.of(), adopted.forced());
        assertTrue(Learning.told(adopted.next(), ALPHA, table(exchanged(granted(ALPHA))), T).next().isLearning());
        Ticks later = T.plus(TERMS.lease());
        assertFalse(Learning.told(adopted.next(), ALPHA, table(exchanged(granted(ALPHA))), later).next().isLearning());
    }

    @Test
    void whoHasForgottenDoesNotCountItself() {
        Voter empty = Voter.started(life(BRAVO, 2), VoteRecord.fresh(Votes.VOTERS), Voter.Trust.QUARANTINED, T);
        Voter one = Learning.told(exchanged(empty), ALPHA, table(exchanged(granted(ALPHA))), T).next();
        Voter two = Learning.told(one, XRAY, table(exchanged(voter(XRAY))), T).next();
        assertEquals(Voter.Trust.QUARANTINED, two.trust(), "alpha alone of those before");
        assertEquals(Voter.Trust.UNPROVED,
                Learning.told(two, WITNESS, table(exchanged(granted(WITNESS))), T).next().trust());
    }

    @Test
    void lengthsFollowButWhatWasAgreedUponAsLongerStays() {
        Duration longer = Duration.ofMillis(2000);
        VoterSet slow = new VoterSet(8, Votes.VOTERS.members(),
                new Terms(longer, 10, Duration.ofMillis(10), Duration.ofMillis(300), Duration.ofMillis(50)));
        VoteRecord slowed = granted(BRAVO).adopting(slow, T).next().record();
        assertEquals(new Tenure.Lease(longer), slowed.vote(Votes.UNIT).orElseThrow().tenure());
        assertEquals(longer, slowed.longest());
        VoterSet quick = new VoterSet(9, Votes.VOTERS.members(), TERMS);
        assertEquals(Votes.ORDINARY, slowed.exchanged(quick).vote(Votes.UNIT).orElseThrow().tenure());
        assertEquals(longer, slowed.exchanged(quick).longest(), "until then what the longer one kept may count");
        Vote own = new Vote(new Epoch(1), life(ALPHA, 1), new Tenure.Lease(Duration.ofSeconds(9)), Vote.Standing.GRANTED);
        assertEquals(own, own.exchanged(longer, TERMS.lease()));
    }

    @Test
    void ofAFolderNothingIsHeardSoBothNodesHaveToTell() {
        Debt debt = Debt.of(new VoterSet(3, List.of(ALPHA, BRAVO, VoterSet.STORAGE), TERMS, Optional.of(Duration.ofSeconds(3))));
        assertFalse(debt.isPaidBy(new TreeSet<>(List.of(ALPHA))));
        assertTrue(debt.isPaidBy(new TreeSet<>(List.of(ALPHA, BRAVO))));
    }

    private static VoterSet left(NodeId... members) {
        return new VoterSet(8, List.of(members), TERMS, Optional.empty(),
                new QuorumLoss(new TreeSet<>(List.of(BRAVO, WITNESS)), new Epoch(1_000_003)));
    }

    @Test
    void ofWhoIsGoneNothingIsHeardAndOfWhoIsLeftEachHasToTell() {
        Member alone = Member.started(granted(ALPHA), Votes.UNIT, OwnerRecord.NONE, T).next()
                .step(T, new Input.Adopted(left(ALPHA))).next();
        assertFalse(alone.voter().isLearning(), "alpha alone is left, and knows what it has granted itself");
        VoterSet five = new VoterSet(7, List.of(ALPHA, BRAVO, WITNESS, XRAY, new NodeId("yankee")), TERMS);
        Voter alpha = Voter.started(life(ALPHA, 1), VoteRecord.fresh(five), Voter.Trust.PROVED, T).adopting(left(ALPHA), T)
                .next();
        Voter xray = Voter.started(life(XRAY, 1), VoteRecord.fresh(five), Voter.Trust.PROVED, T).adopting(left(ALPHA), T).next();
        Voter told = Learning.told(alpha, XRAY, table(xray), T).next();
        assertEquals(new TreeSet<>(List.of(new NodeId("yankee"))), told.awaited());
    }

    @Test
    void afterALossNothingIsAskedForUnderALowEpoch() {
        Ticks later = T.plus(TERMS.lease());
        Member alone = Member.started(voter(ALPHA), Votes.UNIT, OwnerRecord.NONE, T).next()
                .step(T, new Input.Adopted(left(ALPHA))).next().step(later, new Input.Ticked()).next()
                .step(later, new Input.Wanted()).next();
        assertEquals(new Epoch(1_000_003), holding(alone).epoch());
    }

    private static Member owner() {
        Member taking = Member.started(voter(ALPHA), Votes.UNIT, OwnerRecord.NONE, Ticks.ZERO).next()
                .step(T, new Input.Taken()).next();
        return Votes.granted(taking, T);
    }

    private static Member exchanged(Member member, VoterSet next, Ticks now) {
        return member.step(now, new Input.Adopted(next)).next().step(now, new Input.Exchanged(Votes.VOTERS)).next();
    }

    @Test
    void anOwnerKeepsItsDeadlinesAndAsksAgainUnderTheSameEpoch() {
        Optional<Deadlines> before = holding(owner()).deadlines();
        Ticks now = T.plus(Duration.ofMillis(100));
        Member owner = exchanged(owner(), NEXT, now);
        assertEquals(before, holding(owner).deadlines());
        assertEquals(new TreeMap<>(), holding(owner).proved(), "what was answered among those before counts no more");
        assertEquals(8, holding(owner).ask().voters());
        assertEquals(new Epoch(1), holding(owner).epoch());
        TreeMap<UnitId, Epoch> renewed = new TreeMap<>();
        renewed.put(Votes.UNIT, new Epoch(1));
        Member late = owner.step(now, heard(BRAVO, new Word.Echo(life(ALPHA, 1), now, renewed, new TreeMap<>()))).next();
        assertEquals(new TreeMap<>(), holding(late).proved(), "an echo of what was claimed among those before");
        Member answered = owner.step(now, heard(XRAY, new Word.Granted(holding(owner).ask(), Verdict.YES, new Epoch(1)))).next();
        assertEquals(now, holding(answered).proved().get(XRAY));
        assertEquals(before, holding(answered).deadlines(), "its own vote does not count before it has learnt");
    }

    @Test
    void whatIsOwnedUnderALowEpochIsLetGoAfterALoss() {
        assertInstanceOf(Phase.Leaving.class, exchanged(owner(), left(ALPHA), T.plus(Duration.ofMillis(100))).phase());
    }

    @Test
    void theOwnVoteCountsWhenItHasLearntAndIsOneOfThem() {
        Ticks now = T.plus(Duration.ofMillis(100));
        Member owner = exchanged(owner(), NEXT, now)
                .step(now, heard(BRAVO, table(exchanged(voter(BRAVO))))).next();
        Member renewed = owner.step(now, heard(XRAY, new Word.Granted(holding(owner).ask(), Verdict.YES, new Epoch(1)))).next();
        assertEquals(now.plus(TERMS.ownerLease()), holding(renewed).deadlines().orElseThrow().out());
        VoterSet others = new VoterSet(8, List.of(BRAVO, WITNESS, XRAY), TERMS);
        Member stranger = exchanged(owner(), others, now)
                .step(now, heard(BRAVO, table(voter(BRAVO).adopting(others, now).next()))).next();
        assertFalse(stranger.voter().isLearning());
        Optional<Deadlines> before = holding(stranger).deadlines();
        Member one = stranger.step(now, heard(XRAY, new Word.Granted(holding(stranger).ask(), Verdict.YES, new Epoch(1)))).next();
        assertEquals(before, holding(one).deadlines(), "one of three, beside an own vote that is none");
        assertEquals(Verdict.Reason.NO_VOTER, refusal(stranger.voter(), bravos(9), now));
    }

    @Test
    void aLeaseWithoutEndGetsOne() {
        VoterSet alone = new VoterSet(7, List.of(ALPHA), TERMS);
        Voter voter = Voter.started(life(ALPHA, 1), VoteRecord.fresh(alone), Voter.Trust.PROVED, Ticks.ZERO);
        Member owner = Member.started(voter, Votes.UNIT, OwnerRecord.NONE, Ticks.ZERO).next().step(T, new Input.Taken()).next();
        Member exchanged = owner.step(T, new Input.Adopted(NEXT)).next().step(T, new Input.Exchanged(alone)).next();
        assertEquals(T.plus(TERMS.ownerLease()), holding(exchanged).deadlines().orElseThrow().out());
    }

    @Test
    void whereTheOwnVoteIsAllThatIsNeededNothingRunsOut() {
        VoterSet alone = new VoterSet(8, List.of(ALPHA), TERMS);
        Member owner = exchanged(owner(), alone, T).step(T, heard(WITNESS, table(voter(WITNESS).adopting(alone, T).next())))
                .next();
        Member ticked = owner.step(T.plus(TERMS.tick()), new Input.Ticked()).next();
        assertTrue(Ticks.ofMillis(1_000_000_000).isBefore(holding(ticked).deadlines().orElseThrow().out()));
    }

    @Test
    void aCandidateWithdraws() {
        Member taking = Member.started(voter(ALPHA), Votes.UNIT, OwnerRecord.NONE, Ticks.ZERO).next()
                .step(T, new Input.Taken()).next();
        Member exchanged = exchanged(taking, NEXT, T);
        assertEquals(new Phase.Away(), exchanged.phase());
        assertEquals(new TreeSet<>(List.of(BRAVO, XRAY)), exchanged.releasing().orElseThrow().waiting());
    }

    @Test
    void aSetWithALowerNumberIsOfThePast() {
        Bench bench = Bench.started(voter(ALPHA), new TreeMap<>(), Ticks.ZERO).next().adopting(NEXT, T).next();
        assertEquals(List.of(), bench.adopting(Votes.VOTERS, T).effects());
        assertEquals(NEXT, bench.adopting(Votes.VOTERS, T).next().voter().record().voters());
    }

    @Test
    void theVotersAreAskedAndToldAtOnce() {
        List<Effect> effects = Bench.started(granted(BRAVO), new TreeMap<>(), T).next().adopting(NEXT, T).effects();
        assertInstanceOf(Effect.ForceVotes.class, effects.getFirst());
        for (NodeId other : List.of(ALPHA, WITNESS, XRAY)) {
            List<Word> said = effects.stream().filter(Effect.Send.class::isInstance)
                    .map(effect -> ((Effect.Send) effect).letter())
                    .filter(letter -> letter.to().equals(other)).map(Letter::word).toList();
            assertInstanceOf(Word.AskTable.class, said.getFirst());
            assertInstanceOf(Word.Table.class, said.getLast());
        }
    }
}
