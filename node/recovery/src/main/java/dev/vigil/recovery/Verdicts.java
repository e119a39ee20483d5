package dev.vigil.recovery;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.RulingRow;

/**
 * What persons have said of nodes that are silent. A verdict is about one life of a node and counts only while nothing is heard of it;
 * a node that speaks again speaks for itself.
 */
final class Verdicts {
    static final String MATTER = "verdict";

    private Verdicts() {}

    static Optional<Standing.Verdict> of(Turn turn, NodeId node) {
        return Optional.ofNullable(turn.mind.verdicts.get(node));
    }

    static boolean isCalledDead(Turn turn, NodeId node) {
        return of(turn, node).filter(verdict -> verdict == Standing.Verdict.DEAD).isPresent();
    }

    /** The life of which a person says that it is over. */
    static Optional<Incarnation> lifeCalledDead(Turn turn, NodeId node) {
        return isCalledDead(turn, node)
                ? Optional.ofNullable(Rulings.newest(turn.lcd(), MATTER).get(node.value()))
                        .map(row -> Incarnation.parse(row.word().substring(row.word().indexOf(' ') + 1)))
                : Optional.empty();
    }

    static void write(Turn turn, NodeId node, Standing.Verdict verdict, RulingRow.Said said) {
        Rulings.write(turn, MATTER, node.value(), verdict + " " + turn.lcd().status(node).incarnation(), said);
        turn.note(Note.of(NoteCode.VERDICT).with("rule", "RC-72").with("node", node).with("verdict", verdict)
                .with("by", said.by()).with("reason", said.reason()));
    }

    /** The node is heard: what this node has written of it is past. */
    static void heard(Turn turn, NodeId node) {
        Rulings.drop(turn, MATTER, node.value());
    }

    /** At the end of each step: a verdict may have come, from here or from a peer. */
    static void follow(Turn turn) {
        SortedMap<NodeId, Standing.Verdict> is = new TreeMap<>();
        SortedMap<String, RulingRow> rows = Rulings.newest(turn.lcd(), MATTER);
        turn.peers().stream().filter(node -> isSilent(turn, node)).forEach(node -> Optional.ofNullable(rows.get(node.value()))
                .flatMap(row -> read(turn, node, row.word())).ifPresent(verdict -> is.put(node, verdict)));
        if (is.equals(turn.mind.verdicts)) {
            return;
        }
        boolean isAnyNew = !turn.mind.verdicts.entrySet().containsAll(is.entrySet());
        turn.mind.verdicts.clear();
        turn.mind.verdicts.putAll(is);
        if (isAnyNew) {
            Failover.reconsider(turn);
            Starting.reconsider(turn);
        }
    }

    private static boolean isSilent(Turn turn, NodeId node) {
        PeerHealth health = turn.mind.peer(node).health();
        return health == PeerHealth.DEAD || health == PeerHealth.UNKNOWN;
    }

    /** Empty for what was said of an earlier life, and for words of another program. */
    private static Optional<Standing.Verdict> read(Turn turn, NodeId node, String word) {
        String[] parts = word.split(" ", -1);
        try {
            Standing.Verdict verdict = Standing.Verdict.valueOf(parts[0]);
            boolean isPast = parts.length != 2
                    || turn.lcd().status(node).incarnation().compareTo(Incarnation.parse(parts[1])) > 0;
            return isPast ? Optional.empty() : Optional.of(verdict);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
