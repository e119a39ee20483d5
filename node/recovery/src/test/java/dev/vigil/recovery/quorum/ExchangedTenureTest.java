package dev.vigil.recovery.quorum;

import static dev.vigil.recovery.quorum.Votes.ALPHA;
import static dev.vigil.recovery.quorum.Votes.BRAVO;
import static dev.vigil.recovery.quorum.Votes.TERMS;
import static dev.vigil.recovery.quorum.Votes.UNIT;
import static dev.vigil.recovery.quorum.Votes.WITNESS;
import static dev.vigil.recovery.quorum.Votes.ask;
import static dev.vigil.recovery.quorum.Votes.heard;
import static dev.vigil.recovery.quorum.Votes.holding;
import static dev.vigil.recovery.quorum.Votes.life;
import static dev.vigil.recovery.quorum.Votes.under;
import static dev.vigil.recovery.quorum.Votes.verdict;
import static org.junit.jupiter.api.Assertions.assertEquals;
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

/** Voters are exchanged, or have to learn anew, while units have a lease of their own or none. */
class ExchangedTenureTest {
    private static final Ticks T = Ticks.ofMillis(5000);
    private static final Ticks SETTLED = T.plus(TERMS.lease());
    private static final NodeId XRAY = new NodeId("xray");
    private static final VoterSet NEXT = new VoterSet(8, List.of(ALPHA, BRAVO, XRAY), TERMS);
    private static final Tenure LONG = new Tenure.Lease(Duration.ofSeconds(30));

    private static Voter voter(NodeId node) {
        return Voter.started(life(node, 1), VoteRecord.fresh(Votes.VOTERS), Voter.Trust.PROVED, Ticks.ZERO);
    }

    private static Voter granted(NodeId node, long epoch, NodeId holder, Tenure tenure) {
        return voter(node).grant(under(ask(epoch, life(holder, 1)), tenure), T).next();
    }

    private static Word.Table table(Voter teller) {
        return (Word.Table) teller.adopting(NEXT, T).next().table(XRAY, T).said().getFirst();
    }

    /** Xray votes from now on, and has heard of two of those before, and waited. */
    private static Voter settled(Voter one, Voter other) {
        return learnt(one, other).settled(SETTLED).next();
    }

    private static Voter learnt(Voter one, Voter other) {
        Voter xray = voter(XRAY).adopting(NEXT, T).next();
        Voter told = Learning.told(xray, one.self().node(), table(one), T).next();
        return Learning.told(told, other.self().node(), table(other), T).next();
    }

    private static Ask among(VoterSet voters, Ask ask) {
        return new Ask(ask.unit(), ask.epoch(), ask.holder(), voters.number(), ask.tenure(), ask.proof());
    }

    private static Ask bravos(long epoch) {
        return among(NEXT, ask(epoch, life(BRAVO, 1))).with(Ask.Proof.CONFIRMED_OUT);
    }

    @Test
    void whoHasOnlyHeardThatItIsKeptUntilAFenceKeepsItToo() {
        Voter xray = settled(granted(WITNESS, 3, ALPHA, Tenure.UNTIL_FENCED), voter(BRAVO));
        Ticks muchLater = Ticks.ofMillis(3_600_000);
        assertEquals(new Verdict.UntilFenced(life(ALPHA, 1)), verdict(xray, bravos(4), muchLater));
        Voter told = xray.fenced(new Certificate(life(ALPHA, 1), "ipmi", 1), SETTLED).next();
        assertEquals(Verdict.YES, verdict(told, bravos(4), SETTLED));
    }

    /** The candidate was granted by fewer than a majority, and has given that back. */
    @Test
    void aHigherEpochDoesNotHideIt() {
        Voter candidate = granted(BRAVO, 4, BRAVO, Votes.ORDINARY)
                .release(new Word.Release(UNIT, new Epoch(4), life(BRAVO, 1)), T).next();
        Voter xray = settled(granted(WITNESS, 3, ALPHA, Tenure.UNTIL_FENCED), candidate);
        assertEquals(new Epoch(4), xray.record().highest(UNIT));
        assertEquals(new Verdict.UntilFenced(life(ALPHA, 1)), verdict(xray, bravos(5), SETTLED));
        assertEquals(Verdict.YES, verdict(xray, bravos(5).with(Ask.Proof.OWNED), SETTLED), "its owner is another one by now");
        assertEquals(Verdict.YES,
                verdict(xray.fenced(new Certificate(life(ALPHA, 1), "ipmi", 1), SETTLED).next(), bravos(5), SETTLED));
        Word.Release older = new Word.Release(UNIT, new Epoch(2), life(ALPHA, 2));
        assertEquals(xray, xray.release(older, SETTLED).next());
        Voter released = xray.release(new Word.Release(UNIT, new Epoch(3), life(ALPHA, 2)), SETTLED).next();
        assertEquals(Verdict.YES, verdict(released, bravos(5), SETTLED));
    }

    @Test
    void itsOwnerIsStillAgreedToThen() {
        Voter candidate = granted(BRAVO, 4, BRAVO, Tenure.UNTIL_FENCED);
        Voter xray = settled(granted(WITNESS, 3, ALPHA, Tenure.UNTIL_FENCED), candidate);
        TreeMap<UnitId, Epoch> renewed = new TreeMap<>();
        renewed.put(UNIT, new Epoch(3));
        assertEquals(renewed, ((Word.Echo) xray.renew(Votes.claim(3, life(ALPHA, 1), 8), SETTLED).said().getFirst()).renewed());
        Ask again = among(NEXT, ask(3, life(ALPHA, 1))).with(Ask.Proof.OWNED);
        assertEquals(Verdict.YES, ((Word.Granted) xray.grant(again, SETTLED).said().getFirst()).verdict());
        assertEquals(new Verdict.UntilFenced(life(ALPHA, 1)), verdict(xray, bravos(5), SETTLED), "also not under the higher one");
    }

    /** What it has learnt is no promise of its own: of those before it one may still count. */
    @Test
    void aCandidateOfWhomOthersHaveToldIsNotAgreedTo() {
        Voter candidate = granted(BRAVO, 4, BRAVO, Votes.ORDINARY);
        Voter learnt = learnt(granted(WITNESS, 3, ALPHA, Votes.ORDINARY), candidate);
        assertEquals(Verdict.Reason.LEARNING, ((Verdict.No) told(learnt.grant(bravos(4), T))).reason());
        assertEquals(Verdict.YES, told(learnt.grant(bravos(4).with(Ask.Proof.OWNED), T)));
    }

    private static Verdict told(Voter.Answer answer) {
        return ((Word.Granted) answer.said().getFirst()).verdict();
    }

    @Test
    void aVoterGivesBackWhatOthersKeepForItsOwnNodeUnderALowerEpoch() {
        Voter learnt = settled(granted(WITNESS, 3, ALPHA, Tenure.UNTIL_FENCED), granted(BRAVO, 4, BRAVO, Votes.ORDINARY));
        Voter alpha = Voter.started(life(ALPHA, 2), learnt.record(), Voter.Trust.PROVED, SETTLED);
        Bench.Step step = Bench.started(alpha, new TreeMap<>(), SETTLED).next().ticked(SETTLED);
        Word released = new Word.Release(UNIT, new Epoch(3), life(ALPHA, 2));
        assertEquals(2, step.effects().stream().filter(Effect.Send.class::isInstance)
                .filter(effect -> ((Effect.Send) effect).letter().word().equals(released)).count());
        assertEquals(Optional.empty(), step.next().voter().toGiveBack(UNIT));
    }

    @Test
    void nobodyCountsAsHeardOfThePastWhoseLifeIsOver() {
        Voter xray = Voter.started(life(XRAY, 1), VoteRecord.fresh(Votes.VOTERS), Voter.Trust.UNPROVED, Ticks.ZERO)
                .adopting(NEXT, T).next();
        Voter certified = xray.fenced(new Certificate(life(ALPHA, 1), "ipmi", 1), T).next()
                .fenced(new Certificate(life(BRAVO, 1), "ipmi", 2), T).next();
        assertTrue(certified.isLearning());
    }

    @Test
    void whatIsKeptForANodeThatIsGoneForGoodIsKeptForALease() {
        VoterSet left = new VoterSet(8, List.of(WITNESS), TERMS, Optional.empty(),
                new QuorumLoss(new TreeSet<>(List.of(ALPHA, BRAVO)), new Epoch(1_000_003)));
        Voter alone = granted(WITNESS, 3, ALPHA, Tenure.UNTIL_FENCED).adopting(left, T).next();
        assertEquals(Votes.ORDINARY, alone.record().vote(UNIT).orElseThrow().tenure());
        VoterSet other = new VoterSet(8, List.of(WITNESS), TERMS, Optional.empty(),
                new QuorumLoss(new TreeSet<>(List.of(BRAVO, XRAY)), new Epoch(1_000_003)));
        Voter beside = granted(WITNESS, 3, ALPHA, Tenure.UNTIL_FENCED).adopting(other, T).next();
        assertEquals(Tenure.UNTIL_FENCED, beside.record().vote(UNIT).orElseThrow().tenure(), "of alpha nobody has said so");
    }

    @Test
    void whoVotesAloneHasTheOwnerFencedToo() {
        VoterSet alone = new VoterSet(7, List.of(BRAVO), TERMS);
        Voter keeping = Voter.started(life(BRAVO, 1), VoteRecord.fresh(alone), Voter.Trust.PROVED, Ticks.ZERO)
                .grant(under(ask(3, life(ALPHA, 1)), Tenure.UNTIL_FENCED), T).next();
        Bench seeking = Bench.started(keeping, new TreeMap<>(), T).next()
                .seek(UNIT, new Epoch(4), Optional.of(Tenure.UNTIL_FENCED), T).next().ticked(T).next();
        assertEquals(Optional.of(life(ALPHA, 1)), Optional.ofNullable(seeking.fenceAwaited(T).get(UNIT)));
    }

    @Test
    void whoVotesAloneWaitsForNobodyAfterABoot() {
        VoterSet alone = new VoterSet(7, List.of(BRAVO), TERMS);
        Voter booted = Voter.started(life(BRAVO, 2), VoteRecord.fresh(alone), Voter.Trust.UNPROVED, Ticks.ZERO);
        assertEquals(Verdict.YES, verdict(booted, under(ask(4, life(BRAVO, 2)), Tenure.UNTIL_FENCED), T));
    }

    private static Member owner(Tenure tenure) {
        Member taking = Member.started(voter(ALPHA), UNIT, OwnerRecord.NONE, Ticks.ZERO).next().wishing(Optional.of(tenure))
                .step(T, new Input.Taken()).next();
        return Votes.granted(taking, T);
    }

    private static Member.Step exchanged(Member member, VoterSet next) {
        return member.step(T, new Input.Adopted(next)).next().step(T, new Input.Exchanged(Votes.VOTERS));
    }

    @Test
    void anExchangeGivesNoEndToWhatIsKeptUntilItsOwnerIsFenced() {
        Member.Step exchanged = exchanged(owner(Tenure.UNTIL_FENCED), NEXT);
        assertEquals(Optional.empty(), holding(exchanged.next()).deadlines());
        assertTrue(exchanged.effects().stream().noneMatch(Effect.Enforce.class::isInstance));
        assertEquals(Tenure.UNTIL_FENCED, holding(exchanged.next()).ask().tenure());
        Member muchLater = exchanged.next().step(Ticks.ofMillis(3_600_000), new Input.Ticked()).next();
        assertEquals(Optional.empty(), holding(muchLater).deadlines());
    }

    @Test
    void aLongLeaseStaysAsLongAtTheOwnerAndAtTheVoters() {
        Member owner = owner(LONG);
        Optional<Deadlines> before = holding(owner).deadlines();
        Member exchanged = exchanged(owner, NEXT).next();
        assertEquals(before, holding(exchanged).deadlines());
        assertEquals(LONG, holding(exchanged).ask().tenure());
        assertEquals(LONG, settled(granted(WITNESS, 3, ALPHA, LONG), voter(BRAVO)).record().vote(UNIT).orElseThrow().tenure());
    }

    @Test
    void anOrdinaryLeaseIsThatOfTheVotersThatFollow() {
        Terms slow = new Terms(Duration.ofMillis(2000), 10, Duration.ofMillis(10), Duration.ofMillis(300), Duration.ofMillis(50));
        Member exchanged = exchanged(owner(Votes.ORDINARY), new VoterSet(8, List.of(ALPHA, BRAVO, XRAY), slow)).next();
        assertEquals(new Tenure.Lease(Duration.ofMillis(2000)), holding(exchanged).ask().tenure());
    }

    /** Some of the voters that follow have heard of the one epoch, some of the other. */
    @Test
    void aChangeOfTheTenureThatIsAskedForGoesOnAmongThoseThatFollow() {
        Member asking = owner(Votes.ORDINARY).wishing(Optional.of(LONG)).step(T, new Input.Ticked()).next();
        Member exchanged = exchanged(asking, NEXT).next();
        assertEquals(new Epoch(1), holding(exchanged).epoch());
        assertEquals(new Epoch(2), holding(exchanged).lastAsked());
        Ask again = holding(exchanged).next().orElseThrow().ask();
        assertEquals(8, again.voters());
        Member learnt = exchanged.step(T, heard(BRAVO, table(voter(BRAVO)))).next();
        assertEquals(new Epoch(1), holding(learnt).epoch(), "nobody else has granted it");
        Member taken = learnt.step(T, heard(XRAY, new Word.Granted(again, Verdict.YES, new Epoch(2)))).next();
        assertEquals(new Epoch(2), holding(taken).epoch());
        assertEquals(T.plus(TERMS.ownerLease(Duration.ofSeconds(30))), holding(taken).deadlines().orElseThrow().out());
    }

    /** Its machine is another one, and its lives are numbered above those of the one before. */
    @Test
    void aMachineThatTookTheNameIsNotTheOneThatWasFenced() {
        Voter keeping = granted(WITNESS, 3, ALPHA, Tenure.UNTIL_FENCED).fenced(new Certificate(life(ALPHA, 1), "ipmi", 1), T)
                .next();
        Holder replaced = life(ALPHA, 1_000_001);
        Voter taken = keeping.grant(under(ask(4, replaced), Tenure.UNTIL_FENCED), T).next();
        assertEquals(new Verdict.UntilFenced(replaced), verdict(taken, ask(5, life(BRAVO, 1)), T));
        assertEquals(List.of(), taken.fenced(new Certificate(life(ALPHA, 1), "ipmi", 1), T).forced());
    }
}
