package dev.vigil.recovery.quorum;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;

/** RC-42, RC-62: how a voter that has forgotten, or has come to vote with others than before, learns what was granted. */
final class Learning {
    private Learning() {}

    /** Asks and tells at once: what is owned has to be renewed within its lease by voters that have heard enough. */
    static void begin(MemberTurn turn) {
        turn.force(concluded(turn.voter, turn.now));
        ask(turn);
        sources(turn.voter).forEach(other -> turn.answer(other, turn.voter.table(other, turn.now)));
    }

    static void tick(MemberTurn turn) {
        turn.force(concluded(turn.voter, turn.now));
        ask(turn);
        turn.force(turn.voter.settled(turn.now));
    }

    private static void ask(MemberTurn turn) {
        if (turn.voter.isToLearn()) {
            sources(turn.voter).forEach(other -> turn.send(other, new Word.AskTable()));
        }
    }

    /** The present voters, one of which may know all, and the former ones. A folder knows nothing of what was before it. */
    private static SortedSet<NodeId> sources(Voter voter) {
        SortedSet<NodeId> sources = new TreeSet<>(voter.record().voters().members());
        voter.record().debts().forEach(debt -> sources.addAll(debt.members()));
        sources.remove(voter.self().node());
        if (voter.trust() != Voter.Trust.QUARANTINED || !voter.record().voters().members().contains(VoterSet.STORAGE)) {
            sources.remove(VoterSet.STORAGE);
        }
        return sources;
    }

    static Voter.Answer told(Voter voter, NodeId from, Word.Table table, Ticks now) {
        // Whoever holds to another set could still grant, or renew, by that one.
        if (table.voters() != voter.record().voters().number()) {
            return voter.nothing();
        }
        SortedMap<NodeId, Word.Table> tables = new TreeMap<>(voter.tables());
        tables.put(from, table);
        if (voter.isToLearn()) {
            return concluded(voter.withTables(tables), now);
        }
        return voter.isUnsure() && !voter.isSilent(now) ? sure(voter.withTables(tables), now) : voter.nothing();
    }

    /** RC-106: nobody needs to tell whose life is over. Of what former voters granted that proves nothing. */
    static Voter.Answer certified(Voter voter, NodeId over, Ticks now) {
        boolean isWaitedFor = !voter.isToLearn() && voter.isUnsure() && voter.untold().contains(over);
        return isWaitedFor ? told(voter, over, Word.Table.nothing(voter.record().voters().number()), now) : voter.nothing();
    }

    private static Voter.Answer sure(Voter voter, Ticks now) {
        if (!voter.untold().isEmpty()) {
            return new Voter.Answer(voter, List.of(), List.of());
        }
        Voter next = voter.sure(Merge.promises(voter.record(), new ArrayList<>(voter.tables().values())), now);
        return new Voter.Answer(next, List.of(next.record()), List.of());
    }

    private static Voter.Answer concluded(Voter voter, Ticks now) {
        boolean isQuarantined = voter.trust() == Voter.Trust.QUARANTINED;
        if (!voter.isToLearn() || !isQuarantined && voter.isSilent(now) || !isEnough(voter)) {
            return voter.nothing();
        }
        VoteRecord merged = Merge.of(voter.record(), new ArrayList<>(voter.tables().values()));
        Voter next = isQuarantined ? voter.begunAnew(merged.settled(), now) : voter.learnt(merged, now);
        return new Voter.Answer(next, List.of(next.record()), List.of());
    }

    /** RC-62: whoever has forgotten is no source, also not of what it voted among others; a voter that has learnt all knows of all that was before. */
    private static boolean isEnough(Voter voter) {
        boolean isQuarantined = voter.trust() == Voter.Trust.QUARANTINED;
        SortedSet<NodeId> tellers = new TreeSet<>(voter.tables().keySet());
        if (!isQuarantined) {
            tellers.add(voter.self().node());
        }
        boolean isPastKnown = voter.tables().entrySet().stream().anyMatch(each -> isWhole(voter, each))
                || debts(voter).stream().allMatch(debt -> debt.isPaidBy(tellers));
        return isPastKnown && (!isQuarantined || Debt.of(voter.record().voters()).isPaidBy(tellers));
    }

    private static boolean isWhole(Voter voter, Map.Entry<NodeId, Word.Table> teller) {
        return teller.getValue().debts().isEmpty() && !teller.getKey().equals(VoterSet.STORAGE)
                && voter.record().voters().members().contains(teller.getKey());
    }

    /** The own ones, and those of whoever told. */
    private static List<Debt> debts(Voter voter) {
        List<Debt> debts = new ArrayList<>(voter.record().debts());
        voter.tables().values().forEach(table -> debts.addAll(table.debts()));
        return debts;
    }

    /** Former voters of whom not enough have told: for people. */
    static SortedSet<NodeId> awaited(Voter voter) {
        SortedSet<NodeId> awaited = new TreeSet<>();
        if (voter.isToLearn()) {
            SortedSet<NodeId> tellers = new TreeSet<>(voter.tables().keySet());
            tellers.add(voter.self().node());
            debts(voter).stream().filter(debt -> !debt.isPaidBy(tellers)).forEach(debt -> awaited.addAll(debt.members()));
            awaited.removeAll(tellers);
            awaited.remove(VoterSet.STORAGE);
        }
        return awaited;
    }
}
