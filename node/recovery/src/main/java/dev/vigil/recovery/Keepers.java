package dev.vigil.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.RulingRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-116: a person names the owner that keeps a contested unit; every other owner gives way to it, as it would to one of higher rank
 * (RC-3). What was said is about the owners that it names, under the epochs that they had: it says nothing of a later contest.
 */
final class Keepers {
    static final String MATTER = "keeper";

    private Keepers() {}

    /** Who keeps, and which owners were meant, the keeper among them. */
    record Kept(NodeId keeper, SortedMap<NodeId, Epoch> owners) {
        /** The keeper first: {@code alpha 7 bravo 8}. */
        String word() {
            List<String> words = new ArrayList<>(List.of(keeper + " " + owners.get(keeper)));
            owners.forEach((node, epoch) -> {
                if (!node.equals(keeper)) {
                    words.add(node + " " + epoch);
                }
            });
            return String.join(" ", words);
        }

        /** Empty for a word of another program. */
        static Optional<Kept> parse(String word) {
            String[] parts = word.split(" ", -1);
            SortedMap<NodeId, Epoch> owners = new TreeMap<>();
            try {
                for (int at = 0; at + 1 < parts.length; at += 2) {
                    owners.put(new NodeId(parts[at]), new Epoch(Long.parseLong(parts[at + 1])));
                }
                return owners.isEmpty() ? Optional.empty() : Optional.of(new Kept(new NodeId(parts[0]), owners));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    static void keep(Turn turn, Asker asker, String caller, Request.Keep request) {
        Tag tag = request.tag();
        Optional<UnitId> unit = Topology.unitOf(turn.config(), tag);
        if (unit.isEmpty()) {
            Moves.refuseUnknown(turn, asker, tag);
            return;
        }
        Contest contest = turn.mind.contests.get(unit.get());
        if (contest == null) {
            Askers.answer(turn, asker, noContest(turn, unit.get()));
        } else if (!contest.owners().containsKey(request.node())) {
            Askers.refuse(turn, asker, Reply.Refusal.INVALID, "Node " + request.node() + " does not own " + unit.get(),
                    "Its owners are " + contest.nodes());
        } else {
            turn.said(asker, caller, request.reason()).ifPresent(said -> write(turn, asker, contest, request.node(), said));
        }
    }

    private static Reply noContest(Turn turn, UnitId unit) {
        List<NodeId> silent = turn.peers().stream().filter(node -> Ownership.holds(turn.lcd(), node, unit))
                .filter(node -> !Peers.isThere(turn, node)).toList();
        return silent.isEmpty()
                ? new Reply.Refused(Reply.Refusal.NOT_NOW, "No two nodes contest " + unit, "See status for its owner")
                : new Reply.Refused(Reply.Refusal.NOT_NOW,
                        "Node " + PeerNote.nodes(silent) + " owned " + unit + " and is silent: it cannot be told who keeps",
                        "Try again when it is heard");
    }

    private static void write(Turn turn, Asker asker, Contest contest, NodeId keeper, RulingRow.Said said) {
        Rulings.write(turn, MATTER, contest.unit().value(), new Kept(keeper, contest.owners()).word(), said);
        turn.note(Note.of(NoteCode.KEEPER_NAMED).with("rule", "RC-116").with("unit", contest.unit()).with("keeper", keeper)
                .with("owners", contest.nodes()).with("by", said.by()).with("reason", said.reason()));
        List<NodeId> others = contest.owners().keySet().stream().filter(node -> !node.equals(keeper)).toList();
        Askers.done(turn, asker, keeper + " keeps " + contest.unit() + "; " + PeerNote.nodes(others) + " takes it down");
    }

    /** What was ruled on the unit and still holds: the keeper is there and owns it as it did, and at least one other does. */
    static Optional<Kept> of(Turn turn, UnitId unit) {
        return Rulings.newest(turn.lcd(), MATTER, unit.value()).flatMap(row -> Kept.parse(row.word()))
                .filter(kept -> Contests.isOwner(turn, kept.keeper(), unit) && isAsItWas(turn, unit, kept, kept.keeper()));
    }

    /** The owners that are to give way. */
    static SortedSet<NodeId> losers(Turn turn, UnitId unit) {
        SortedSet<NodeId> losers = new TreeSet<>();
        of(turn, unit).ifPresent(kept -> kept.owners().keySet().stream()
                .filter(node -> !node.equals(kept.keeper()) && isAsItWas(turn, unit, kept, node)).forEach(losers::add));
        return losers;
    }

    private static boolean isAsItWas(Turn turn, UnitId unit, Kept kept, NodeId node) {
        return turn.lcd().status(node).ownership(unit).filter(row -> row.isHeld() && row.epoch().equals(kept.owners().get(node)))
                .isPresent();
    }

    /** A keeper may have been named here or elsewhere: this node gives way, unless it is the one. What is past is forgotten. */
    static void follow(Turn turn) {
        Rulings.newest(turn.lcd(), MATTER).keySet().stream().map(UnitId::new)
                .filter(unit -> losers(turn, unit).contains(turn.self())).forEach(unit -> giveWay(turn, unit));
        turn.lcd().status(turn.self()).rulings(MATTER).stream().filter(row -> isPast(turn, row))
                .forEach(row -> Rulings.drop(turn, MATTER, row.subject()));
    }

    private static void giveWay(Turn turn, UnitId unit) {
        of(turn, unit).ifPresent(kept -> turn.lcd().status(turn.self()).ownership(unit).ifPresent(mine -> Heal.giveWay(turn, mine,
                Ownership.epochOf(turn.lcd(), kept.keeper(), unit), kept.keeper(), Cause.HEAL)));
    }

    /** No two of the owners that it names own the unit as they did. */
    private static boolean isPast(Turn turn, RulingRow row) {
        UnitId unit = new UnitId(row.subject());
        return Kept.parse(row.word()).filter(kept -> kept.owners().keySet().stream()
                .filter(node -> isAsItWas(turn, unit, kept, node)).count() > 1).isEmpty();
    }
}
