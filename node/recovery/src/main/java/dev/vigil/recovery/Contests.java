package dev.vigil.recovery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.RulingRow;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-115: two owners of a unit whose policy is to hold. Each that meets another says so in its rows; when both have, it is a contest:
 * nothing of the unit is restored, removed or moved by itself until a person has named who keeps (RC-116), or one owner is left. A node
 * that starts says nothing: what it held it takes down in any case.
 */
final class Contests {
    static final String MATTER = "contest";

    private Contests() {}

    /** Two owners of the unit are not settled by rank. By majority there are no two. */
    static boolean isHeldBack(Turn turn, UnitId unit) {
        return !turn.config().isByMajority() && Policies.holdsContests(turn.config(), unit);
    }

    /** The same, unless the rival begins to own it just now and was heard all the while: then nothing was written there yet. */
    static boolean isHeldBack(Turn turn, UnitId unit, NodeId rival) {
        boolean isJustTaken = turn.mind.well.containsKey(rival) && !Ownership.holds(turn.before(), rival, unit);
        return !isJustTaken && isHeldBack(turn, unit);
    }

    static boolean isContested(Turn turn, UnitId unit) {
        return turn.mind.contests.containsKey(unit);
    }

    /** This node has met another owner. */
    static boolean isMet(Turn turn, UnitId unit) {
        return isMet(turn, turn.self(), unit);
    }

    static boolean isMet(Turn turn, NodeId node, UnitId unit) {
        return turn.lcd().status(node).ruling(MATTER, unit.value()).isPresent();
    }

    /** Why nothing of the unit is done by itself. */
    static Optional<String> obstacle(Turn turn, UnitId unit) {
        return Optional.ofNullable(turn.mind.contests.get(unit)).map(Contest::sentence);
    }

    /** A unit that the next configuration would reshape although it has two owners: what one of them holds would be nobody's. */
    static Optional<UnitId> reshaped(Turn turn, Config next) {
        return Splits.reshaped(turn.config(), next).stream().filter(unit -> isMet(turn, unit) || isContested(turn, unit))
                .findFirst();
    }

    /** At the end of each step, and as soon as anything was learnt of a peer's rows: contests may have begun or be over. */
    static void follow(Turn turn) {
        if (!turn.mind.isStorageFailed()) {
            meet(turn);
            Keepers.follow(turn);
        }
        SortedMap<UnitId, Contest> was = new TreeMap<>(turn.mind.contests);
        SortedMap<UnitId, Contest> is = found(turn);
        if (is.equals(was)) {
            return;
        }
        turn.mind.contests.clear();
        turn.mind.contests.putAll(is);
        is.values().stream().filter(contest -> !contest.equals(was.get(contest.unit()))).forEach(contest -> turn.note(Note
                .of(NoteCode.CONTESTED).with("rule", "RC-115").with("unit", contest.unit()).with("owners", contest.nodes())));
        was.values().stream().filter(contest -> !is.containsKey(contest.unit())).forEach(contest -> over(turn, contest));
    }

    /** Whoever stands still meets nobody new, and forgets nobody whom it met. */
    private static void meet(Turn turn) {
        SortedSet<UnitId> met = new TreeSet<>();
        Ownership.heldBy(turn.lcd(), turn.self()).stream().map(OwnershipRow::unit)
                .filter(unit -> !turn.mind.yielding.contains(unit) && hasRival(turn, unit) && isHeldBack(turn, unit))
                .forEach(met::add);
        turn.lcd().status(turn.self()).rulings(MATTER).stream().map(row -> new UnitId(row.subject()))
                .filter(unit -> !met.contains(unit)).forEach(unit -> Rulings.drop(turn, MATTER, unit.value()));
        if (turn.mind.stall.isEmpty()) {
            met.stream().filter(unit -> !isMet(turn, unit)).forEach(unit -> turn.wall().ifPresent(at -> turn.put(List.of(
                    new RulingRow(turn.self(), MATTER, unit.value(), "owned", 1, new RulingRow.Said(at, "", ""))))));
        }
    }

    /** A peer that is there owns it too; one that is new must have said so itself, in its present life. */
    private static boolean hasRival(Turn turn, UnitId unit) {
        return turn.peers().stream().filter(peer -> Ownership.holds(turn.lcd(), peer, unit))
                .anyMatch(peer -> Peers.isThere(turn, peer) && (turn.mind.peer(peer).isFresh() || isMet(turn, unit)));
    }

    private static SortedMap<UnitId, Contest> found(Turn turn) {
        SortedSet<String> subjects = new TreeSet<>(Rulings.newest(turn.lcd(), MATTER).keySet());
        SortedMap<UnitId, Contest> found = new TreeMap<>();
        for (String subject : subjects) {
            UnitId unit = new UnitId(subject);
            SortedMap<NodeId, Epoch> owners = new TreeMap<>();
            turn.lcd().statuses().keySet().stream().filter(node -> isOwner(turn, node, unit))
                    .forEach(node -> owners.put(node, Ownership.epochOf(turn.lcd(), node, unit)));
            owners.keySet().removeAll(Keepers.losers(turn, unit));
            if (owners.size() > 1 && isHeldBack(turn, unit)) {
                found.put(unit, new Contest(unit, owners, since(turn, owners, unit)));
            }
        }
        return found;
    }

    /** It lives, owns the unit, and has said that it met another owner. */
    static boolean isOwner(Turn turn, NodeId node, UnitId unit) {
        boolean isThere = node.equals(turn.self()) || Peers.isThere(turn, node);
        return isThere && isMet(turn, node, unit) && Ownership.holds(turn.lcd(), node, unit);
    }

    private static Instant since(Turn turn, SortedMap<NodeId, Epoch> owners, UnitId unit) {
        return owners.keySet().stream().flatMap(node -> turn.lcd().status(node).ruling(MATTER, unit.value()).stream())
                .map(row -> row.said().at()).max(Instant::compareTo).orElse(Instant.EPOCH);
    }

    /** What was left undone is done now. */
    private static void over(Turn turn, Contest contest) {
        UnitId unit = contest.unit();
        turn.note(Note.of(NoteCode.CONTEST_OVER).with("rule", "RC-115").with("unit", unit).with("why", why(turn, contest)));
        if (Freezes.isFrozen(turn, unit)) {
            return;
        }
        Failover.reconsider(turn);
        ResourceFailure.thawed(turn, unit);
        if (turn.mind.unrestored.remove(unit)) {
            Starting.restore(turn, unit);
        }
        Announcements.begin(turn);
    }

    private static String why(Turn turn, Contest contest) {
        UnitId unit = contest.unit();
        Optional<NodeId> keeper = Keepers.of(turn, unit).map(Keepers.Kept::keeper);
        if (keeper.isPresent()) {
            return keeper.get() + " keeps it";
        }
        List<NodeId> silent = contest.owners().keySet().stream()
                .filter(node -> !node.equals(turn.self()) && !Peers.isThere(turn, node)).toList();
        if (!silent.isEmpty()) {
            return PeerNote.nodes(silent) + " is silent";
        }
        List<NodeId> gone = contest.owners().keySet().stream().filter(node -> !isOwner(turn, node, unit)).toList();
        return isHeldBack(turn, unit) && !gone.isEmpty()
                ? PeerNote.nodes(gone) + " has let it go"
                : "its policy says so";
    }
}
