package dev.vigil.recovery;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.vigil.comm.heartbeat.Departure;
import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.FlagName;
import dev.vigil.lcd.model.FlagRow;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.RulingRow;
import dev.vigil.lcd.model.Status;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.lcd.model.UnitId;

/**
 * RC-121, RC-122: what follows when a node has left the cluster, or another machine bears its name: the others forget what it was, and it
 * lets go of everything, takes nothing in this life or a later one, and says so.
 */
public final class Departures {
    static final String WHAT_TO_DO = "Stop it with vigil stop; to have this machine in the cluster, delete its home folder and join anew";
    private static final String MATTER = "departure";

    private Departures() {}

    /** Why the node that holds this database does not belong to the cluster any more. */
    public static Optional<Departure> of(LcdState lcd, NodeId self) {
        return lcd.status(self).ruling(MATTER, self.value()).map(row -> Departure.valueOf(row.word()));
    }

    /** What this node says of itself when it belongs to the cluster no more. */
    static Optional<String> sentence(Turn turn) {
        return of(turn.lcd(), turn.self()).map(why -> switch (why) {
            case REMOVED -> "Node " + turn.self() + " was removed from the cluster";
            case REPLACED -> "Another machine bears the name of node " + turn.self() + " since this one was called dead";
        });
    }

    /** It has agreed to leave, and does not know yet whether it has left. */
    static boolean isGoing(Turn turn) {
        return turn.mind.prepared.filter(own -> own.prepare().changes()
                .contains(new Change.Remove(SystemRow.keyOf(turn.self())))).isPresent();
    }

    /** Why this node does not agree that another one leaves, or that its machine is another one: it hears what the others do not. */
    static Optional<String> objection(Turn turn, List<Change> changes) {
        return turn.peers().stream().filter(peer -> Peers.isThere(turn, peer))
                .filter(peer -> isReplaced(turn, changes, peer)
                        || isRemoved(changes, peer) && !Ownership.heldBy(turn.lcd(), peer).isEmpty())
                .findFirst().map(peer -> "it hears " + peer + (isRemoved(changes, peer) ? ", which owns something" : ""));
    }

    /** The node that this change was to be made without, and that is there after all. */
    static Optional<NodeId> backAgain(Turn turn, List<Change> changes, List<NodeId> without) {
        return without.stream().filter(node -> isRemoved(changes, node) || isReplaced(turn, changes, node))
                .filter(node -> Peers.isThere(turn, node)).findFirst();
    }

    private static boolean isRemoved(List<Change> changes, NodeId node) {
        return changes.contains(new Change.Remove(SystemRow.keyOf(node)));
    }

    private static boolean isReplaced(Turn turn, List<Change> changes, NodeId node) {
        return changes.stream().anyMatch(change -> change instanceof Change.Put(SystemRow row) && row.node().equals(node)
                && row.machine().firstLife() > firstLife(turn.config(), node));
    }

    private static long firstLife(Config config, NodeId node) {
        return config.system(node).map(row -> row.machine().firstLife()).orElse(0L);
    }

    /** The configuration has changed. */
    static void follow(Turn turn, Config before) {
        if (firstLife(turn.config(), turn.self()) > turn.life().counter()) {
            leave(turn, Departure.REPLACED);
        }
        for (SystemRow was : before.systems()) {
            NodeId node = was.node();
            Optional<SystemRow> is = turn.config().system(node);
            if (is.isPresent() && is.get().machine().firstLife() > was.machine().firstLife()) {
                turn.note(Note.of(NoteCode.MACHINE_REPLACED).with("rule", "RC-123").with("node", node).with("first-life",
                        is.get().machine().firstLife()));
            } else if (is.isEmpty() && node.equals(turn.self())) {
                leave(turn, Departure.REMOVED);
            } else if (is.isEmpty()) {
                forget(turn, node);
            }
        }
    }

    /** RC-121: nothing is left here of a node that has left, but history; and nobody waits for it. */
    private static void forget(Turn turn, NodeId gone) {
        turn.note(Note.of(NoteCode.NODE_REMOVED).with("rule", "RC-121").with("node", gone));
        List<OwnershipRow> owned = turn.lcd().status(gone).ownerships();
        if (turn.lcd().statuses().containsKey(gone)) {
            turn.entry(new Entry.StatusReplaced(gone, Status.EMPTY));
        }
        owned.forEach(row -> inherit(turn, row));
        Rulings.drop(turn, Verdicts.MATTER, gone.value());
        Rulings.drop(turn, RestartWord.MATTER, gone.value());
        Certificates.heard(turn, gone);
        turn.drop(FlagRow.keyOf(new FlagName(NoFailover.flag(gone))));
        turn.mind.holds.remove(gone);
        turn.mind.well.remove(gone);
        turn.mind.restarts.remove(gone);
        SafetyCheck.forget(turn, gone);
        Requests.lost(turn, gone, "was removed from the cluster");
        Stalls.peerLost(turn, gone);
        Starting.reconsider(turn);
    }

    /** The line of epochs goes on with the node that comes first now. */
    private static void inherit(Turn turn, OwnershipRow theirs) {
        UnitId unit = theirs.unit();
        Optional<NodeId> heir = turn.config().systems().stream().map(SystemRow::node)
                .filter(node -> Topology.reaches(turn.config(), unit, node))
                .min(Comparator.comparing(node -> Topology.priority(turn.config(), unit, node)));
        if (heir.filter(turn.self()::equals).isPresent() && theirs.epoch().compareTo(turn.lcd().highestEpoch(unit)) > 0) {
            turn.put(
                    List.of(new OwnershipRow(turn.self(), unit, theirs.epoch(), Ownership.holds(turn.lcd(), turn.self(), unit))));
        }
    }

    /** A peer has a newer configuration, by which this life of this node belongs to the cluster no more. */
    static void turnedAway(Turn turn, Event.TurnedAway away) {
        if (away.config().compareTo(turn.config().number()) > 0) {
            leave(turn, away.why());
        }
    }

    /** RC-122: the others go on without this node, so whatever it still runs is theirs. */
    private static void leave(Turn turn, Departure why) {
        if (of(turn.lcd(), turn.self()).isPresent()) {
            return;
        }
        Rulings.write(turn, MATTER, turn.self().value(), why.name(),
                new RulingRow.Said(turn.wall().orElse(Instant.EPOCH), "", ""));
        sayThatItLeft(turn);
        if (isStarting(turn)) {
            return; // what an earlier life left is taken down in any case
        }
        for (OwnershipRow mine : Ownership.heldBy(turn.lcd(), turn.self())) {
            turn.mind.yielding.add(mine.unit());
            Descent.begin(turn, UnitTask.down(mine.unit(), Descent.running(turn, mine.unit()), Cause.HEAL, turn.now()));
        }
    }

    private static boolean isStarting(Turn turn) {
        return !turn.before().status(turn.self()).incarnation().equals(turn.life());
    }

    /** In every later life too. */
    static void remember(Turn turn) {
        if (of(turn.lcd(), turn.self()).isPresent()) {
            sayThatItLeft(turn);
        }
    }

    private static void sayThatItLeft(Turn turn) {
        sentence(turn).ifPresent(why -> turn.note(
                Note.of(NoteCode.LEFT_CLUSTER).with("rule", "RC-122").with("node", turn.self()).with("why", why)));
    }
}
