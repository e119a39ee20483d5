package dev.vigil.recovery.quorum;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/** Two nodes and a witness, and what they ask. */
final class Votes {
    static final NodeId ALPHA = new NodeId("alpha");
    static final NodeId BRAVO = new NodeId("bravo");
    static final NodeId WITNESS = new NodeId("witness");
    static final UnitId UNIT = new UnitId("web");
    static final Terms TERMS = new Terms(Duration.ofMillis(1000), 10, Duration.ofMillis(10), Duration.ofMillis(300),
            Duration.ofMillis(50));
    static final Tenure ORDINARY = new Tenure.Lease(TERMS.lease());
    static final VoterSet VOTERS = new VoterSet(7, List.of(ALPHA, BRAVO, WITNESS), TERMS);

    private Votes() {}

    static Holder life(NodeId node, int number) {
        return new Holder(node, new Incarnation(number, number));
    }

    static Voter witness() {
        return Voter.started(life(WITNESS, 1), VoteRecord.fresh(VOTERS), Voter.Trust.PROVED, Ticks.ZERO);
    }

    static Ask ask(long epoch, Holder holder) {
        return new Ask(UNIT, new Epoch(epoch), holder, VOTERS.number(), ORDINARY, Ask.Proof.NONE);
    }

    static Ask under(Ask ask, Tenure tenure) {
        return new Ask(ask.unit(), ask.epoch(), ask.holder(), ask.voters(), tenure, ask.proof());
    }

    static Ask confirmedOut(Ask ask) {
        return ask.with(Ask.Proof.CONFIRMED_OUT);
    }

    static Word.Claim claim(long epoch, Holder holder, long voters) {
        TreeMap<UnitId, Epoch> held = new TreeMap<>();
        held.put(UNIT, new Epoch(epoch));
        return new Word.Claim(holder, voters, Ticks.ofMillis(5), held);
    }

    /** Alpha hears it. */
    static Input heard(NodeId from, Word word) {
        return new Input.Heard(new Letter(life(from, 1), ALPHA, 0, 0, word));
    }

    /** Alpha, which takes the unit, when the witness has granted that. */
    static Member granted(Member taking, Ticks now) {
        Ask ask = ((Phase.Taking) taking.phase()).ask();
        return taking.step(now, heard(WITNESS, new Word.Granted(ask, Verdict.YES, ask.epoch()))).next();
    }

    static Phase.Holding holding(Member member) {
        return assertInstanceOf(Phase.Holding.class, member.phase());
    }

    static Verdict verdict(Voter voter, Ask ask, Ticks now) {
        return GrantRules.judge(voter, ask, now);
    }
}
