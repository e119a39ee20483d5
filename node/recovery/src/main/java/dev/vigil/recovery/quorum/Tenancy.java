package dev.vigil.recovery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

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
        Phase.Holding holding = new Phase.Holding(taking.ask(), taking.since(), proved, Optional.empty(),
                Phase.Service.NOT_STARTED, LONG_AGO, Optional.empty());
        hold(turn, holding, deadlines(turn, holding));
        startIfTimeIsLeft(turn);
    }

    /** The guard has other deadlines now, or nothing to end. */
    static void hold(MemberTurn turn, Phase.Holding holding, Optional<Deadlines> deadlines) {
        turn.phase = holding.until(deadlines);
        deadlines.ifPresentOrElse(known -> turn.add(new Effect.Enforce(turn.unit, known)), () -> {
            if (holding.deadlines().isPresent()) {
                turn.add(new Effect.Disarm(turn.unit));
            }
        });
    }

    /** RC-106: what is kept until its owner is fenced has no end. */
    static Optional<Deadlines> deadlines(MemberTurn turn, Phase.Holding holding) {
        return switch (holding.tenure()) {
            case Tenure.UntilFenced endless -> Optional.empty();
            case Tenure.HandOver(Duration length) -> Optional.of(deadlines(turn, holding, length, Duration.ZERO));
            case Tenure.Lease(Duration length) ->
                Optional.of(deadlines(turn, holding, length, turn.voters().terms().grace(length)));
        };
    }

    /** The end is that of the last voter whom the majority needs. What a longer lease has more is for a stop in order. */
    private static Deadlines deadlines(MemberTurn turn, Phase.Holding holding, Duration lease, Duration grace) {
        List<Ticks> ends = new ArrayList<>();
        if (turn.isOwnVoteFor(holding)) {
            ends.add(NEVER);
        }
        holding.proved().forEach((voter, sent) -> ends.add(sent.plus(turn.voters().ownerLease(voter, lease))));
        ends.sort(Comparator.reverseOrder());
        int majority = turn.voters().majority();
        Ticks out = ends.size() < majority ? LONG_AGO : ends.get(majority - 1);
        return Deadlines.of(out, turn.voters().terms().kill(), grace);
    }

    static boolean isOver(MemberTurn turn, Optional<Deadlines> deadlines) {
        return deadlines.filter(known -> known.stop().compareTo(turn.now) <= 0).isPresent();
    }

    static void echoed(MemberTurn turn, NodeId from, Word.Echo echo) {
        if (!(turn.phase instanceof Phase.Holding holding) || !echo.holder().equals(turn.self())) {
            return;
        }
        Epoch refusedBelow = echo.refused().getOrDefault(turn.unit, Epoch.ZERO);
        turn.saw(refusedBelow);
        boolean isFresh = echo.sentAt().compareTo(holding.freshAfter()) > 0;
        if (isFresh && Optional.ofNullable(echo.renewed().get(turn.unit)).filter(holding::isAsked).isPresent()) {
            proved(turn, from, echo.sentAt());
        } else if (isFresh && refusedBelow.compareTo(holding.lastAsked()) > 0) {
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
        Phase.Holding renewed = holding.proved(more);
        Optional<Deadlines> deadlines = deadlines(turn, renewed);
        if (!isByMajority(turn, renewed) || isOver(turn, deadlines) || isEarlier(deadlines, holding.deadlines())) {
            turn.phase = renewed;
            return;
        }
        boolean isDoubted = holding.service() == Phase.Service.DOUBTED;
        hold(turn, isDoubted ? renewed.with(Phase.Service.STARTED) : renewed, deadlines);
        if (isDoubted) {
            turn.add(new Effect.OpenGate(turn.unit));
        }
        startIfTimeIsLeft(turn);
    }

    private static boolean isByMajority(MemberTurn turn, Phase.Holding holding) {
        int own = turn.isOwnVoteFor(holding) ? 1 : 0;
        return own + holding.proved().size() >= turn.voters().majority();
    }

    private static boolean isEarlier(Optional<Deadlines> next, Optional<Deadlines> known) {
        return next.isPresent() && known.isPresent() && next.get().out().isBefore(known.get().out());
    }

    static void tick(MemberTurn turn) {
        if (leaveIfTooLate(turn) || !(turn.phase instanceof Phase.Holding holding)) {
            return;
        }
        turn.voters().othersThan(turn.self().node()).stream()
                .filter(voter -> !voter.equals(VoterSet.STORAGE) || isStorageNeeded(turn, holding))
                .forEach(voter -> turn.send(voter, claim(turn, holding.epochAt(voter))));
        if (holding.next().isEmpty()) {
            turn.voters().othersThan(turn.self().node()).stream().filter(voter -> !holding.proved().containsKey(voter))
                    .forEach(voter -> turn.send(voter, new Word.Grant(asOwner(holding.ask()))));
        }
        ownVoteAlone(turn, holding);
        TenureChange.tick(turn);
        startIfTimeIsLeft(turn);
    }

    private static Word.Claim claim(MemberTurn turn, Epoch epoch) {
        SortedMap<UnitId, Epoch> held = new TreeMap<>();
        held.put(turn.unit, epoch);
        return new Word.Claim(turn.self(), turn.voters().number(), turn.now, held);
    }

    /** A voter that missed what ended an earlier ownership would keep it for that one for ever. */
    private static Ask asOwner(Ask ask) {
        return ask.tenure() instanceof Tenure.UntilFenced ? ask.with(Ask.Proof.OWNED) : ask;
    }

    /** Where the own vote is a majority nobody else says so. */
    private static void ownVoteAlone(MemberTurn turn, Phase.Holding holding) {
        Optional<Deadlines> deadlines = deadlines(turn, holding);
        if (turn.voters().majority() == 1 && isEarlier(holding.deadlines(), deadlines)) {
            hold(turn, holding, deadlines);
        }
    }

    /**
     * RC-63: asks the voters that follow, under the same epoch, what those before have promised. What they promised ends as they said, and
     * one lease from now at the latest, unless it has no end; what they answer from now on counts for nothing.
     */
    static void askAgain(MemberTurn turn, Phase.Holding holding, VoterSet before) {
        Ask ask = among(turn, holding.ask(), before).with(Ask.Proof.OWNED);
        Optional<Phase.Taking> next = holding.next()
                .map(taking -> new Phase.Taking(among(turn, taking.ask(), before), turn.now, new TreeSet<>()));
        Phase.Holding again = new Phase.Holding(ask, turn.now, new TreeMap<>(), holding.deadlines(), holding.service(), turn.now,
                next);
        hold(turn, again, holding.deadlines().map(known -> earlier(known, latest(turn, holding.tenure(), before))));
        turn.sendToOthers(new Word.Grant(ask));
    }

    private static Ask among(MemberTurn turn, Ask was, VoterSet before) {
        Tenure tenure = Tenure.exchanged(was.tenure(), before.terms().lease(), turn.voters().terms().lease());
        return new Ask(was.unit(), was.epoch(), was.holder(), turn.voters().number(), tenure, was.proof());
    }

    private static Deadlines latest(MemberTurn turn, Tenure tenure, VoterSet before) {
        Duration usual = before.longestLease();
        Duration own = tenure instanceof Tenure.Lease(Duration length) ? length : before.terms().lease();
        Ticks out = turn.now.plus(before.terms().ownerLease(own.compareTo(usual) > 0 ? own : usual));
        return Deadlines.of(out, before.terms().kill(), before.terms().grace(own));
    }

    private static Deadlines earlier(Deadlines one, Deadlines other) {
        return one.out().isBefore(other.out()) ? one : other;
    }

    /** RC-57: a claim there costs a forced writing, and takes the backup a lease more to overcome: made while the nodes do not suffice. */
    private static boolean isStorageNeeded(MemberTurn turn, Phase.Holding holding) {
        SortedMap<NodeId, Ticks> others = new TreeMap<>(holding.proved());
        others.remove(VoterSet.STORAGE);
        Phase.Holding nodes = holding.proved(others);
        Terms terms = turn.voters().terms();
        Ticks fresh = turn.now.plus(terms.ownerLease()).minus(terms.tick().multipliedBy(SILENT_TICKS));
        return deadlines(turn, nodes).map(known -> known.out().isBefore(fresh)).orElse(!isByMajority(turn, nodes));
    }

    /** RC-46: what the guard is about to end is not begun or prolonged any more. RC-106: nor what is being stopped in order before. */
    private static boolean leaveIfTooLate(MemberTurn turn) {
        boolean isTooLate = turn.phase instanceof Phase.Holding holding && isOver(turn, holding.deadlines());
        if (isTooLate) {
            Parting.leave(turn);
        }
        return isTooLate;
    }

    /** RC-47: that something may run is on the disk before it is called. */
    private static void startIfTimeIsLeft(MemberTurn turn) {
        if (!(turn.phase instanceof Phase.Holding holding) || holding.service() != Phase.Service.NOT_STARTED
                || isTooLittleLeft(turn, holding)) {
            return;
        }
        turn.write(new OwnerRecord(holding.epoch(), turn.voters().number(), OwnerRecord.Running.MAYBE));
        turn.phase = holding.with(Phase.Service.STARTED);
        turn.add(new Effect.OpenGate(turn.unit));
        turn.add(new Effect.Start(turn.unit, holding.epoch()));
    }

    private static boolean isTooLittleLeft(MemberTurn turn, Phase.Holding holding) {
        Terms terms = turn.voters().terms();
        return holding.deadlines()
                .filter(known -> known.stop().plus(terms.kill()).since(turn.now).compareTo(terms.leastToStart()) < 0).isPresent();
    }

    /** Nothing that was sent before now counts any more; the guard keeps its deadlines. */
    static Phase.Holding doubted(Phase.Holding holding, Ticks now) {
        Phase.Service service = holding.service() == Phase.Service.STARTED ? Phase.Service.DOUBTED : holding.service();
        return new Phase.Holding(holding.ask(), LONG_AGO, new TreeMap<>(), holding.deadlines(), service, now,
                holding.next().map(taking -> new Phase.Taking(taking.ask(), LONG_AGO, new TreeSet<>())));
    }
}
