package dev.vigil.recovery;

import java.util.List;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.CertificateRow;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;

/**
 * RC-101: what is certain about the end of a life. A certificate stands in the rows of the node that has seen to it, names one life of one
 * node, and is past when that node is heard again.
 */
final class Certificates {
    private Certificates() {}

    /** The last life of the node that this one knows. */
    static Incarnation life(Turn turn, NodeId node) {
        Incarnation shown = turn.mind.peer(node).incarnation();
        return shown.equals(Incarnation.NONE) ? turn.lcd().status(node).incarnation() : shown;
    }

    /** Whether the last known life of a silent node is over, for certain. */
    static boolean isOver(Turn turn, NodeId node) {
        Incarnation life = life(turn, node);
        return turn.lcd().statuses().values().stream().flatMap(status -> status.certificate(node).stream())
                .anyMatch(row -> row.life().equals(life) && isCurrent(turn, row));
    }

    /**
     * Of a node that was not heard since this one started, only who has watched ever since can say that it has not come back: the node
     * itself cannot, nor who may have died in between.
     */
    private static boolean isCurrent(Turn turn, CertificateRow row) {
        return turn.mind.peer(row.victim()).health() == PeerHealth.DEAD || row.node().equals(turn.self())
                || !row.node().equals(row.victim()) && turn.mind.isKnown(row.node());
    }

    static void write(Turn turn, NodeId victim, Incarnation life, CertificateRow.End end, String method, long number) {
        turn.put(List.of(new CertificateRow(turn.self(), victim, life, end, method, number)));
    }

    /** Everything of this node is out, and nothing more begins in this life. */
    static void stopped(Turn turn) {
        if (Fencing.isRequired(turn) && Ownership.heldBy(turn.lcd(), turn.self()).isEmpty()) {
            write(turn, turn.self(), turn.life(), CertificateRow.End.STOPPED, "stop", 0);
        }
    }

    /** The node is heard: it lives, whatever was said. */
    static void heard(Turn turn, NodeId node) {
        turn.lcd().status(turn.self()).certificate(node).ifPresent(row -> turn.drop(row.key()));
    }

    /** At the start: who was away has not watched. */
    static void forget(Turn turn) {
        turn.lcd().status(turn.self()).certificates().forEach(row -> turn.drop(row.key()));
    }
}
