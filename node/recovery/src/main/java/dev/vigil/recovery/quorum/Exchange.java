package dev.vigil.recovery.quorum;

import java.util.TreeSet;

/** RC-63: what becomes of a unit when the voters are exchanged. */
final class Exchange {
    private Exchange() {}

    /** What was asked or promised counted with the voters before; the deadlines that they gave stand. */
    static void exchanged(MemberTurn turn, VoterSet before) {
        turn.releasing = turn.releasing
                .map(each -> new Releasing(each.epoch(), new TreeSet<>(turn.voters().othersThan(turn.self().node()))));
        switch (turn.phase) {
            case Phase.Sounding sounding -> turn.phase = new Phase.Away();
            case Phase.Taking taking -> Candidacy.withdraw(turn, taking.ask().epoch());
            case Phase.Holding holding when holding.epoch().compareTo(turn.voters().loss().leastEpoch()) < 0 ->
                Parting.leave(turn); // RC-65
            case Phase.Holding holding -> Tenancy.askAgain(turn, holding, before);
            case Phase.Away away -> {
                /* nothing was asked */ }
            case Phase.Cleaning cleaning -> {
                /* it is being taken down */ }
            case Phase.Leaving leaving -> {
                /* it is being taken down */ }
        }
    }
}
