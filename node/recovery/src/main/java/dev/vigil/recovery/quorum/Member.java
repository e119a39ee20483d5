package dev.vigil.recovery.quorum;

import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/**
 * One member of a quorum: always a voter, and for one unit candidate or owner if it is ever wanted there. A witness is one that is not.
 *
 * @param written what its disk holds about the unit
 * @param seen the highest epoch of the unit that anybody has named
 * @param wish how long voters shall keep it for this node; empty: for the lease of their set
 */
public record Member(Voter voter, UnitId unit, OwnerRecord written, Phase phase, Epoch seen, Optional<Releasing> releasing,
        Optional<Tenure> wish) {
    /** The next state, and what to do. */
    public record Step(Member next, List<Effect> effects) {
        public Step {
            effects = List.copyOf(effects);
        }
    }

    /** A new life: what may be left of an earlier one is taken down before anything else. */
    public static Step started(Voter voter, UnitId unit, OwnerRecord written, Ticks now) {
        return started(voter, unit, written, Optional.empty(), now);
    }

    /** RC-114: the same; what the earlier one has handed over goes on, until then at the latest under that one's lease. */
    static Step started(Voter voter, UnitId unit, OwnerRecord written, Optional<Ticks> handedUntil, Ticks now) {
        MemberTurn turn = new MemberTurn(
                new Member(voter, unit, written, new Phase.Away(), written.epoch(), Optional.empty(), Optional.empty()), now);
        handedUntil.filter(until -> written.mayRun())
                .ifPresentOrElse(until -> TenureChange.adopt(turn, until), () -> Parting.cleanUp(turn));
        return turn.end();
    }

    /** One that has nothing to do with the unit so far. */
    static Member away(Voter voter, UnitId unit) {
        return new Member(voter, unit, OwnerRecord.NONE, new Phase.Away(), Epoch.ZERO, Optional.empty(), Optional.empty());
    }

    /** The voter is shared with the members of other units. */
    Member with(Voter shared) {
        return new Member(shared, unit, written, phase, seen, releasing, wish);
    }

    Member knowing(Epoch named) {
        return named.compareTo(seen) > 0 ? new Member(voter, unit, written, phase, named, releasing, wish) : this;
    }

    Member wishing(Optional<Tenure> other) {
        return new Member(voter, unit, written, phase, seen, releasing, other);
    }

    /** RC-114: whether every voter keeps it for this life while that restarts, and has agreed while the ask counts. */
    boolean isHandedOver(Ticks now) {
        VoterSet voters = voter.record().voters();
        return phase instanceof Phase.Holding holding && holding.ask().tenure() instanceof Tenure.HandOver
                && holding.next().isEmpty() && holding.service() == Phase.Service.STARTED
                && holding.proved().keySet().containsAll(voters.othersThan(voter.self().node()))
                && now.since(holding.since()).compareTo(voters.patience()) < 0;
    }

    /** Whether nothing would be forgotten with it. */
    boolean isIdle() {
        return phase instanceof Phase.Away && releasing.isEmpty() && !written.mayRun() && voter.toGiveBack(unit).isEmpty();
    }

    /** Said to every voter that has answered and would not grant the unit. */
    Step telling(Word word, Ticks now) {
        MemberTurn turn = new MemberTurn(this, now);
        if (phase instanceof Phase.Sounding sounding) {
            sounding.answers().forEach((other, verdict) -> {
                if (!(verdict instanceof Verdict.Yes) && !other.equals(voter.self().node())) {
                    turn.send(other, word);
                }
            });
        }
        return turn.end();
    }

    public Step step(Ticks now, Input input) {
        MemberTurn turn = new MemberTurn(this, now);
        switch (input) {
            case Input.Heard heard -> Hearing.hear(turn, heard.letter());
            case Input.Ticked ticked -> tick(turn);
            case Input.Wanted wanted -> Candidacy.sound(turn);
            case Input.Taken taken -> Candidacy.take(turn);
            case Input.Unwanted unwanted -> Parting.leave(turn);
            case Input.ConfirmedOut out -> Parting.confirmedOut(turn);
            case Input.Woke woke -> Waking.wake(turn);
            case Input.Adopted adopted -> adopt(turn, adopted.next());
            case Input.Exchanged exchanged -> Exchange.exchanged(turn, exchanged.before());
        }
        return turn.end();
    }

    private static void adopt(MemberTurn turn, VoterSet next) {
        turn.force(turn.voter.adopting(next, turn.now));
        Learning.begin(turn);
    }

    private static void tick(MemberTurn turn) {
        Learning.tick(turn);
        Parting.tick(turn);
        Candidacy.tick(turn);
        Tenancy.tick(turn);
    }
}
