package dev.vigil.recovery.quorum;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/** RC-45: how long a unit is owned, and how that is prolonged. */
final class Tenancy {
    /** The own vote does not run out: this node says yes to nobody else before it has released (RC-40). */
    private static final Ticks NEVER = new Ticks(Long.MAX_VALUE / 2);
    /** After so many claims without an answer a node may be gone. */
    private static final int SILENT_TICKS = 3;
    private static final Ticks LONG_AGO = new Ticks(Long.MIN_VALUE / 2);

    private Tenancy() {}

    /** The lease counts from when the ask was first sent, not from when it was answered: the voters count from then at the earliest. */
    static void begin(MemberTurn turn, Phase.Taking taking) {
        SortedMap<NodeId, Ticks> proved = new TreeMap<>();
        taking.yes().stream().filter(voter -> !voter.equals(turn.self().node()))
                .forEach(voter -> proved.put(voter, taking.since()));
        Deadlines deadlines = deadlines(turn, proved, taking.ask().epoch());
        turn.phase = new Phase.Holding(taking.ask(), taking.since(), proved, deadlines, Phase.Service.NOT_STARTED, LONG_AGO);
        turn.add(new Effect.Enforce(turn.unit, deadlines));
        startIfTimeIsLeft(turn);
    }

    /** The end is that of the last voter whom the majority needs. */
    private static Deadlines deadlines(MemberTurn turn, SortedMap<NodeId, Ticks> proved, Epoch epoch) {
        List<Ticks> ends = new ArrayList<>();
        if (turn.isOwnVoteFor(epoch)) {
            ends.add(NEVER);
        }
        proved.forEach((voter, sent) -> ends.add(sent.plus(turn.voters().ownerLease(voter))));
        ends.sort(Comparator.reverseOrder());
        int majority = turn.voters().majority();
        Ticks out = ends.size() < majority ? LONG_AGO : ends.get(majority - 1);
        return Deadlines.of(out, turn.voters().terms().kill());
    }

    static void echoed(MemberTurn turn, NodeId from, Word.Echo echo) {
        if (!(turn.phase instanceof Phase.Holding holding) || !echo.holder().equals(turn.self())) {
            return;
        }
        Epoch refusedBelow = echo.refused().getOrDefault(turn.unit, Epoch.ZERO);
        turn.saw(refusedBelow);
        boolean isFresh = echo.sentAt().compareTo(holding.freshAfter()) > 0;
        if (isFresh && holding.epoch().equals(echo.renewed().get(turn.unit))) {
            proved(turn, from, echo.sentAt());
        } else if (isFresh && refusedBelow.compareTo(holding.epoch()) > 0) {
            Parting.leave(turn); // RC-49: somebody owns it under a higher epoch
        }
    }

    /** A voter keeps the unit for this life; it knew so when it answered what was sent at {@code sentAt}. */
    static void proved(MemberTurn turn, NodeId voter, Ticks sentAt) {
        if (leaveIfTooLate(turn) || !(turn.phase instanceof Phase.Holding holding)) {
            return;
        }
        SortedMap<NodeId, Ticks> more = new TreeMap<>(holding.proved());
        more.merge(voter, sentAt, (one, other) -> one.isBefore(other) ? other : one);
        Deadlines deadlines = deadlines(turn, more, holding.epoch());
        if (deadlines.kill().compareTo(turn.now) <= 0 || deadlines.out().isBefore(holding.deadlines().out())) {
            turn.phase = new Phase.Holding(holding.ask(), holding.since(), more, holding.deadlines(), holding.service(),
                    holding.freshAfter());
            return;
        }
        turn.phase = new Phase.Holding(holding.ask(), holding.since(), more, deadlines, holding.service(), holding.freshAfter());
        turn.add(new Effect.Enforce(turn.unit, deadlines));
        if (holding.service() == Phase.Service.DOUBTED) {
            turn.phase = new Phase.Holding(holding.ask(), holding.since(), more, deadlines, Phase.Service.STARTED,
                    holding.freshAfter());
            turn.add(new Effect.OpenGate(turn.unit));
        }
        startIfTimeIsLeft(turn);
    }

    static void tick(MemberTurn turn) {
        if (leaveIfTooLate(turn) || !(turn.phase instanceof Phase.Holding holding)) {
            return;
        }
        SortedMap<UnitId, Epoch> held = new TreeMap<>();
        held.put(turn.unit, holding.epoch());
        Word.Claim claim = new Word.Claim(turn.self(), turn.voters().number(), turn.now, held);
        turn.voters().othersThan(turn.self().node()).stream()
                .filter(voter -> !voter.equals(VoterSet.STORAGE) || isStorageNeeded(turn, holding))
                .forEach(voter -> turn.send(voter, claim));
        turn.voters().othersThan(turn.self().node()).stream().filter(voter -> !holding.proved().containsKey(voter))
                .forEach(voter -> turn.send(voter, new Word.Grant(holding.ask())));
        ownVoteAlone(turn, holding);
        startIfTimeIsLeft(turn);
    }

    /** Where the own vote is a majority nobody else says so. */
    private static void ownVoteAlone(MemberTurn turn, Phase.Holding holding) {
        Deadlines deadlines = deadlines(turn, holding.proved(), holding.epoch());
        if (turn.voters().majority() == 1 && holding.deadlines().out().isBefore(deadlines.out())) {
            turn.phase = holding.with(deadlines);
            turn.add(new Effect.Enforce(turn.unit, deadlines));
        }
    }

    /**
     * RC-63: asks the voters that follow, under the same epoch, what those before have promised. What they promised ends as they said, and
     * one lease from now at the latest; what they answer from now on counts for nothing.
     */
    static void askAgain(MemberTurn turn, Phase.Holding holding, VoterSet before) {
        Ask was = holding.ask();
        Ask ask = new Ask(was.unit(), was.epoch(), was.holder(), turn.voters().number(), turn.voters().terms().lease(), was.proof());
        Deadlines latest = Deadlines.of(turn.now.plus(before.terms().ownerLease(before.longestLease())), before.terms().kill());
        Deadlines deadlines = holding.deadlines().out().isBefore(latest.out()) ? holding.deadlines() : latest;
        turn.phase = new Phase.Holding(ask, turn.now, new TreeMap<>(), deadlines, holding.service(), turn.now);
        turn.add(new Effect.Enforce(turn.unit, deadlines));
        turn.sendToOthers(new Word.Grant(ask));
    }

    /** RC-57: a claim there costs a forced writing, and takes the backup a lease more to overcome: made while the nodes do not suffice. */
    private static boolean isStorageNeeded(MemberTurn turn, Phase.Holding holding) {
        SortedMap<NodeId, Ticks> nodes = new TreeMap<>(holding.proved());
        nodes.remove(VoterSet.STORAGE);
        Terms terms = turn.voters().terms();
        Ticks fresh = turn.now.plus(terms.ownerLease()).minus(terms.tick().multipliedBy(SILENT_TICKS));
        return deadlines(turn, nodes, holding.epoch()).out().isBefore(fresh);
    }

    /** RC-46: what the guard is about to end is not begun or prolonged any more. */
    private static boolean leaveIfTooLate(MemberTurn turn) {
        boolean isTooLate = turn.phase instanceof Phase.Holding holding && holding.deadlines().kill().compareTo(turn.now) <= 0;
        if (isTooLate) {
            Parting.leave(turn);
        }
        return isTooLate;
    }

    /** RC-47: that something may run is on the disk before it is called. */
    private static void startIfTimeIsLeft(MemberTurn turn) {
        if (!(turn.phase instanceof Phase.Holding holding) || holding.service() != Phase.Service.NOT_STARTED
                || holding.deadlines().out().since(turn.now).compareTo(turn.voters().terms().leastToStart()) < 0) {
            return;
        }
        turn.write(new OwnerRecord(holding.epoch(), turn.voters().number(), OwnerRecord.Running.MAYBE));
        turn.phase = holding.with(Phase.Service.STARTED);
        turn.add(new Effect.OpenGate(turn.unit));
        turn.add(new Effect.Start(turn.unit, holding.epoch()));
    }

    /** Nothing that was sent before now counts any more; the guard keeps its deadlines. */
    static Phase.Holding doubted(Phase.Holding holding, Ticks now) {
        Phase.Service service = holding.service() == Phase.Service.STARTED ? Phase.Service.DOUBTED : holding.service();
        return new Phase.Holding(holding.ask(), LONG_AGO, new TreeMap<>(), holding.deadlines(), service, now);
    }
}
