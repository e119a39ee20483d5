package dev.vigil.recovery.quorum;

import java.time.Duration;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;

/** RC-44: how a unit is taken. First a question that binds nobody, so that a candidate without a majority burns no votes. */
final class Candidacy {
    private Candidacy() {}

    static void sound(MemberTurn turn) {
        if (turn.phase instanceof Phase.Away) {
            Ask ask = ask(turn, turn.tenure());
            SortedMap<NodeId, Verdict> own = new TreeMap<>();
            Verdict verdict = GrantRules.judge(turn.voter, ask, turn.now);
            own.put(turn.self().node(), verdict);
            turn.askOthersIfUnsure(verdict);
            turn.phase = new Phase.Sounding(own);
            turn.sendToOthers(new Word.WouldYou(ask));
            takeIfWelcome(turn, own);
        }
    }

    /** An epoch above all that were ever named; nothing of the unit runs here, or it would not be asked for. */
    static Ask ask(MemberTurn turn, Tenure tenure) {
        turn.saw(turn.voter.record().highest(turn.unit));
        Epoch least = turn.voters().loss().leastEpoch(); // RC-65
        Epoch next = turn.seen.next().compareTo(least) > 0 ? turn.seen.next() : least;
        return new Ask(turn.unit, next, turn.self(), turn.voters().number(), tenure, Ask.Proof.CONFIRMED_OUT);
    }

    static void would(MemberTurn turn, NodeId from, Word.Would would) {
        turn.saw(would.highest());
        if (turn.phase instanceof Phase.Sounding sounding && would.ask().holder().equals(turn.self())) {
            SortedMap<NodeId, Verdict> more = new TreeMap<>(sounding.answers());
            more.put(from, would.verdict());
            turn.phase = new Phase.Sounding(more);
            takeIfWelcome(turn, more);
        }
    }

    private static void takeIfWelcome(MemberTurn turn, SortedMap<NodeId, Verdict> answers) {
        if (answers.values().stream().filter(Verdict.Yes.class::isInstance).count() >= turn.voters().majority()) {
            take(turn);
        }
    }

    /** The own vote comes first: without it nobody else is asked. */
    static void take(MemberTurn turn) {
        if (!(turn.phase instanceof Phase.Away || turn.phase instanceof Phase.Sounding)) {
            return;
        }
        Ask ask = ask(turn, turn.tenure());
        turn.phase = new Phase.Away();
        turn.force(turn.voter.grant(ask, turn.now));
        if (turn.isOwnVoteFor(ask.epoch())) {
            SortedSet<NodeId> yes = new TreeSet<>();
            yes.add(turn.self().node());
            turn.phase = new Phase.Taking(ask, turn.now, yes);
            turn.sendToOthers(new Word.Grant(ask));
            holdIfGranted(turn);
        }
    }

    static void granted(MemberTurn turn, NodeId from, Word.Granted granted) {
        turn.saw(granted.highest());
        if (!(granted.verdict() instanceof Verdict.Yes)) {
            return;
        }
        if (turn.phase instanceof Phase.Taking taking && taking.ask().equals(granted.ask())) {
            SortedSet<NodeId> more = new TreeSet<>(taking.yes());
            more.add(from);
            turn.phase = new Phase.Taking(taking.ask(), taking.since(), more);
            holdIfGranted(turn);
        } else if (turn.phase instanceof Phase.Holding holding && holding.ask().isFor(granted.ask())
                && !holding.since().isBefore(holding.freshAfter())) {
            Tenancy.proved(turn, from, holding.since());
        } else {
            TenureChange.granted(turn, from, granted.ask());
        }
    }

    private static void holdIfGranted(MemberTurn turn) {
        if (turn.phase instanceof Phase.Taking taking && taking.yes().size() >= turn.voters().majority()) {
            Tenancy.begin(turn, taking);
        }
    }

    static void tick(MemberTurn turn) {
        if (turn.phase instanceof Phase.Sounding) {
            turn.phase = new Phase.Away();
            sound(turn);
        } else if (turn.phase instanceof Phase.Taking taking) {
            Duration waited = turn.now.since(taking.since());
            if (waited.compareTo(turn.voters().patience()) >= 0) {
                withdraw(turn, taking.ask().epoch());
            } else {
                turn.voters().members().stream().filter(voter -> !taking.yes().contains(voter))
                        .forEach(voter -> turn.send(voter, new Word.Grant(taking.ask())));
            }
        }
    }

    /** What was granted under this epoch is given back, or these voters would refuse everybody else until the lease has run out. */
    static void withdraw(MemberTurn turn, Epoch epoch) {
        Parting.release(turn, epoch);
    }
}
