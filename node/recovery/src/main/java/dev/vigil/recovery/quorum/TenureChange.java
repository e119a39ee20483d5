package dev.vigil.recovery.quorum;

import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;

/**
 * RC-107: a unit in service gets another tenure. Its owner asks for it once more, under a higher epoch, while everything goes on; until a
 * majority has granted that, it relies on the shorter of the two, since each voter keeps the unit under one of them.
 */
final class TenureChange {
    private TenureChange() {}

    /** The deadlines first: from when a voter hears of it, the shorter lease may count there. */
    private static void beginIfWished(MemberTurn turn) {
        if (turn.phase instanceof Phase.Holding holding && holding.service() == Phase.Service.STARTED && holding.next().isEmpty()
                && !holding.ask().tenure().equals(turn.tenure())) {
            Phase.Holding asking = holding.asking(taking(turn, turn.tenure()));
            Optional<Deadlines> deadlines = Tenancy.deadlines(turn, asking);
            if (!Tenancy.isOver(turn, deadlines)) {
                ask(turn, asking, deadlines);
            }
        }
    }

    /**
     * RC-114: what the earlier life has handed over is asked for as it was kept for that; until a majority has granted it to this one, the
     * deadlines of the earlier one stand.
     */
    static void adopt(MemberTurn turn, Ticks until) {
        Optional<Vote> kept = turn.voter.record().vote(turn.unit).filter(
                vote -> vote.isGranted() && vote.holder().node().equals(turn.self().node()) && vote.outlastsLeases());
        if (kept.isEmpty()) {
            Parting.cleanUp(turn);
            return;
        }
        Vote vote = kept.get();
        Ask former = new Ask(turn.unit, vote.highest(), vote.holder(), turn.voters().number(), vote.tenure(),
                Ask.Proof.CONFIRMED_OUT);
        Duration kill = turn.voters().terms().kill();
        Optional<Deadlines> handed = vote.tenure().end()
                .map(length -> Deadlines.of(until.plus(kill), kill, Duration.ZERO));
        Phase.Holding holding = new Phase.Holding(former, turn.now, new TreeMap<>(), Optional.empty(), Phase.Service.STARTED,
                turn.now, Optional.empty());
        Tenancy.hold(turn, holding, handed);
        ask(turn, holding.asking(taking(turn, vote.tenure())), handed);
    }

    /** What was asked for before this node stood still may be answered late, so that it is asked for under another epoch. */
    private static void askAnew(MemberTurn turn, Phase.Holding holding, Phase.Taking before) {
        turn.saw(before.ask().epoch());
        ask(turn, holding.asking(taking(turn, before.ask().tenure())), holding.deadlines());
    }

    private static Phase.Taking taking(MemberTurn turn, Tenure tenure) {
        return new Phase.Taking(Candidacy.ask(turn, tenure), turn.now, new TreeSet<>());
    }

    /** The own vote comes first: without it nobody else is asked. */
    private static void ask(MemberTurn turn, Phase.Holding asking, Optional<Deadlines> deadlines) {
        Ask ask = asking.next().orElseThrow().ask();
        Verdict own = GrantRules.judge(turn.voter, ask, turn.now);
        if (!(own instanceof Verdict.Yes)) {
            turn.askOthersIfUnsure(own);
            return;
        }
        turn.force(turn.voter.grant(ask, turn.now));
        Tenancy.hold(turn, asking, deadlines);
        turn.sendToOthers(new Word.Grant(ask));
        takeIfGranted(turn);
    }

    static void granted(MemberTurn turn, NodeId from, Ask granted) {
        if (turn.phase instanceof Phase.Holding holding) {
            holding.next().filter(taking -> taking.ask().isFor(granted) && isFresh(holding, taking)).ifPresent(taking -> {
                SortedSet<NodeId> more = new TreeSet<>(taking.yes());
                more.add(from);
                turn.phase = holding.asking(new Phase.Taking(taking.ask(), taking.since(), more));
                Tenancy.proved(turn, from, taking.since());
                takeIfGranted(turn);
            });
        }
    }

    private static boolean isFresh(Phase.Holding holding, Phase.Taking taking) {
        return !taking.since().isBefore(holding.freshAfter());
    }

    private static void takeIfGranted(MemberTurn turn) {
        if (turn.phase instanceof Phase.Holding holding) {
            holding.next().filter(taking -> isFresh(holding, taking) && isByMajority(turn, taking))
                    .ifPresent(taking -> take(turn, holding, taking));
        }
    }

    private static boolean isByMajority(MemberTurn turn, Phase.Taking taking) {
        int own = turn.isOwnVoteFor(taking.ask().epoch()) ? 1 : 0;
        return own + taking.yes().size() >= turn.voters().majority();
    }

    /** Whoever has granted it has heard of this life when it was asked for, or later. */
    private static void take(MemberTurn turn, Phase.Holding holding, Phase.Taking taking) {
        SortedMap<NodeId, Ticks> proved = new TreeMap<>();
        taking.yes().forEach(voter -> {
            Ticks before = holding.proved().getOrDefault(voter, taking.since());
            proved.put(voter, before.isBefore(taking.since()) ? taking.since() : before);
        });
        turn.write(new OwnerRecord(taking.ask().epoch(), turn.voters().number(), OwnerRecord.Running.MAYBE));
        Phase.Holding taken = new Phase.Holding(taking.ask(), taking.since(), proved, holding.deadlines(), holding.service(),
                holding.freshAfter(), Optional.empty());
        Tenancy.hold(turn, taken, Tenancy.deadlines(turn, taken).map(next -> later(next, holding)));
        turn.add(new Effect.Start(turn.unit, taking.ask().epoch()));
    }

    /** What was proved meanwhile under the epoch before counts on. */
    private static Deadlines later(Deadlines next, Phase.Holding before) {
        return before.deadlines().filter(known -> next.out().isBefore(known.out())).orElse(next);
    }

    static void tick(MemberTurn turn) {
        if (turn.phase instanceof Phase.Holding holding) {
            holding.next().ifPresent(taking -> {
                if (isFresh(holding, taking)) {
                    turn.voters().othersThan(turn.self().node()).stream().filter(voter -> !taking.yes().contains(voter))
                            .forEach(voter -> turn.send(voter, new Word.Grant(taking.ask())));
                    takeIfGranted(turn);
                } else {
                    askAnew(turn, holding, taking);
                }
            });
        }
        beginIfWished(turn);
    }
}
