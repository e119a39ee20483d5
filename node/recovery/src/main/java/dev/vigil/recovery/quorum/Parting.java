package dev.vigil.recovery.quorum;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;

/** RC-48: how a unit is given up. It is released when everything is confirmed out, and not before. */
final class Parting {
    private Parting() {}

    /** What an earlier life may have left running is taken down, with the gate shut. */
    static void cleanUp(MemberTurn turn) {
        if (turn.written.mayRun()) {
            turn.add(new Effect.ShutGate(turn.unit));
            turn.add(new Effect.Stop(turn.unit));
            turn.phase = new Phase.Cleaning(turn.written.epoch());
        } else {
            turn.voter.lastAskedHere(turn.unit)
                    .filter(vote -> !vote.isGranted() && vote.tenure() instanceof Tenure.UntilFenced)
                    .ifPresent(vote -> tellOthers(turn, vote.highest()));
        }
    }

    static void leave(MemberTurn turn) {
        switch (turn.phase) {
            case Phase.Holding holding when holding.service() == Phase.Service.NOT_STARTED -> out(turn, holding.lastAsked());
            case Phase.Holding holding -> {
                turn.add(new Effect.ShutGate(turn.unit));
                turn.add(new Effect.Stop(turn.unit));
                turn.phase = new Phase.Leaving(holding.lastAsked());
            }
            case Phase.Taking taking -> Candidacy.withdraw(turn, taking.ask().epoch());
            case Phase.Sounding sounding -> turn.phase = new Phase.Away();
            case Phase.Away away -> {
                /* nothing to give up */ }
            case Phase.Cleaning cleaning -> {
                /* it is being taken down */ }
            case Phase.Leaving leaving -> {
                /* it is being taken down */ }
        }
    }

    static void confirmedOut(MemberTurn turn) {
        switch (turn.phase) {
            case Phase.Leaving leaving -> out(turn, leaving.epoch());
            case Phase.Cleaning cleaning -> out(turn, cleaning.epoch());
            case Phase.Away away -> {
                /* told twice */ }
            case Phase.Sounding sounding -> {
                /* told twice */ }
            case Phase.Taking taking -> {
                /* told twice */ }
            case Phase.Holding holding -> {
                /* about an earlier ownership */ }
        }
    }

    private static void out(MemberTurn turn, Epoch epoch) {
        if (turn.written.mayRun()) {
            turn.write(new OwnerRecord(epoch, turn.written.voters(), OwnerRecord.Running.NOTHING));
        }
        turn.add(new Effect.Disarm(turn.unit));
        release(turn, epoch);
    }

    static void release(MemberTurn turn, Epoch epoch) {
        turn.phase = new Phase.Away();
        turn.force(turn.voter.release(new Word.Release(turn.unit, epoch, turn.self()), turn.now));
        tellOthers(turn, epoch);
    }

    /** Until each has answered; what has no lease would be kept for ever by one who did not hear it. */
    private static void tellOthers(MemberTurn turn, Epoch epoch) {
        SortedSet<NodeId> others = new TreeSet<>(turn.voters().othersThan(turn.self().node()));
        turn.releasing = Optional.of(new Releasing(epoch, others));
        turn.sendToOthers(new Word.Release(turn.unit, epoch, turn.self()));
    }

    static void released(MemberTurn turn, NodeId from, Word.Released released) {
        turn.releasing = turn.releasing
                .map(each -> each.epoch().equals(released.epoch()) ? each.without(from) : each)
                .filter(each -> !each.waiting().isEmpty());
    }

    static void tick(MemberTurn turn) {
        turn.releasing.ifPresent(each -> each.waiting()
                .forEach(voter -> turn.send(voter, new Word.Release(turn.unit, each.epoch(), turn.self()))));
        if (turn.phase instanceof Phase.Away && !turn.voter.isMute(turn.now)) {
            turn.voter.toGiveBack(turn.unit).ifPresent(epoch -> release(turn, epoch));
        }
    }
}
