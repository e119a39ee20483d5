package dev.vigil.recovery.quorum;

import static dev.vigil.recovery.quorum.Votes.ALPHA;
import static dev.vigil.recovery.quorum.Votes.BRAVO;
import static dev.vigil.recovery.quorum.Votes.UNIT;
import static dev.vigil.recovery.quorum.Votes.WITNESS;
import static dev.vigil.recovery.quorum.Votes.ask;
import static dev.vigil.recovery.quorum.Votes.life;
import static dev.vigil.recovery.quorum.Votes.under;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/** RC-108: whose end a majority waits for, and how it hears of it. */
class AwaitedTest {
    private static final Ticks T = Ticks.ofMillis(2000);
    private static final Certificate CERTIFICATE = new Certificate(life(ALPHA, 1), "ipmi", 1);

    /** A node that votes for alpha, as the witness does, and seeks the unit. */
    private static Bench bravo() {
        Voter voter = Voter.started(life(BRAVO, 1), VoteRecord.fresh(Votes.VOTERS), Voter.Trust.PROVED, Ticks.ZERO)
                .grant(under(ask(3, life(ALPHA, 1)), Tenure.UNTIL_FENCED), T).next();
        return Bench.started(voter, new TreeMap<>(), T).next().seek(UNIT, new Epoch(4), Optional.of(Tenure.UNTIL_FENCED), T)
                .next();
    }

    private static Bench told(Bench bench, NodeId voter, Verdict verdict) {
        Ask ask = under(ask(4, life(BRAVO, 1)), Tenure.UNTIL_FENCED).with(Ask.Proof.CONFIRMED_OUT);
        return bench.heard(new Letter(life(voter, 1), BRAVO, 0, 0, new Word.Would(ask, verdict, new Epoch(3))), T).next();
    }

    private static SortedMap<UnitId, Holder> alpha() {
        return new TreeMap<>(Map.of(UNIT, life(ALPHA, 1)));
    }

    @Test
    void aMajorityWouldGrantItButForItsOwner() {
        assertEquals(alpha(), told(bravo(), WITNESS, new Verdict.UntilFenced(life(ALPHA, 1))).fenceAwaited(T));
        assertEquals(alpha(),
                told(bravo(), WITNESS, new Verdict.No(Verdict.Reason.LEASE_RUNS, Duration.ofSeconds(1))).fenceAwaited(T));
        assertEquals(alpha(), told(bravo(), WITNESS, Verdict.no(Verdict.Reason.UNSURE)).fenceAwaited(T));
    }

    @Test
    void whoIsCutOffFromTheOthersHasNobodyFenced() {
        assertEquals(new TreeMap<>(), bravo().fenceAwaited(T));
        assertEquals(new TreeMap<>(), told(bravo(), WITNESS, Verdict.no(Verdict.Reason.JUST_STARTED)).fenceAwaited(T));
        Bench told = told(bravo(), WITNESS, new Verdict.UntilFenced(life(ALPHA, 1)));
        assertEquals(new TreeMap<>(), told.fenceAwaited(T.plus(Duration.ofSeconds(1))), "it was so a while ago");
    }

    @Test
    void theVotersThatKeepItAreToldUntilTheyGrantIt() {
        Bench.Step told = told(bravo(), WITNESS, new Verdict.UntilFenced(life(ALPHA, 1))).certified(List.of(CERTIFICATE), T);
        assertEquals(1, told.effects().stream().filter(Effect.ForceVotes.class::isInstance).count(), "the own voter first");
        assertEquals(List.of(WITNESS), toldTo(told));
        assertEquals(new TreeMap<>(), told.next().fenceAwaited(T), "nobody needs to be fenced any more");
        Bench asked = told.next().ticked(T).next();
        Bench.Step again = told(asked, WITNESS, new Verdict.UntilFenced(life(ALPHA, 1))).ticked(T);
        assertEquals(List.of(WITNESS), toldTo(again));
    }

    private static List<NodeId> toldTo(Bench.Step step) {
        return step.effects().stream().filter(Effect.Send.class::isInstance).map(effect -> ((Effect.Send) effect).letter())
                .filter(letter -> letter.word().equals(new Word.Fenced(CERTIFICATE))).map(Letter::to).toList();
    }
}
