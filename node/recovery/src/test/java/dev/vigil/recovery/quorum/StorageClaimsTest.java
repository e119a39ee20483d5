package dev.vigil.recovery.quorum;

import static dev.vigil.recovery.quorum.Votes.ALPHA;
import static dev.vigil.recovery.quorum.Votes.BRAVO;
import static dev.vigil.recovery.quorum.Votes.heard;
import static dev.vigil.recovery.quorum.Votes.life;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/** When an owner claims at a folder that votes. */
class StorageClaimsTest {
    private static final VoterSet VOTERS = new VoterSet(7, List.of(ALPHA, BRAVO, VoterSet.STORAGE), Votes.TERMS,
            Optional.of(Duration.ofSeconds(3)));
    private static final Duration TICK = Votes.TERMS.tick();
    private Ticks now = Ticks.ofMillis(2000);

    private Member holding() {
        Voter voter = Voter.started(life(ALPHA, 1), VoteRecord.fresh(VOTERS), Voter.Trust.PROVED, Ticks.ZERO);
        Member taking = Member.started(voter, Votes.UNIT, OwnerRecord.NONE, Ticks.ZERO).next().step(now, new Input.Taken())
                .next();
        Ask ask = ((Phase.Taking) taking.phase()).ask();
        Member granted = taking.step(now, heard(BRAVO, new Word.Granted(ask, Verdict.YES, ask.epoch()))).next();
        return granted.step(now, heard(VoterSet.STORAGE, new Word.Granted(ask, Verdict.YES, ask.epoch()))).next();
    }

    private static List<NodeId> claimedAt(Member.Step step) {
        return step.effects().stream().filter(Effect.Send.class::isInstance).map(effect -> ((Effect.Send) effect).letter())
                .filter(letter -> letter.word() instanceof Word.Claim).map(Letter::to).toList();
    }

    @Test
    void atTheNodesAloneWhileTheyAnswerAndAtTheFolderTooWhenTheyAreSilentForThreeTicks() {
        Member member = holding();
        for (int tick = 1; tick <= 10; tick++) {
            now = now.plus(TICK);
            Member.Step step = member.step(now, new Input.Ticked());
            assertEquals(List.of(BRAVO), claimedAt(step));
            TreeMap<UnitId, Epoch> renewed = new TreeMap<>();
            renewed.put(Votes.UNIT, new Epoch(1));
            member = step.next().step(now, heard(BRAVO, new Word.Echo(life(ALPHA, 1), now, renewed, new TreeMap<>()))).next();
        }
        assertEquals(List.of(BRAVO), claimedAt(member.step(now.plus(TICK.multipliedBy(3)), new Input.Ticked())));
        assertEquals(List.of(BRAVO, VoterSet.STORAGE),
                claimedAt(member.step(now.plus(TICK.multipliedBy(3)).plus(Duration.ofNanos(1)), new Input.Ticked())));
    }
}
