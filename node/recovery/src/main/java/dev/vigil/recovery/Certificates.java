package dev.vigil.recovery;

import java.util.ArrayList;
import java.util.List;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.CertificateRow;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.recovery.quorum.Certificate;
import dev.vigil.recovery.quorum.Holder;

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

    /** RC-108: at the end of each step the voters are told what is certain, as long as anything is sought of them. */
    static void follow(Turn turn) {
        boolean isAnySought = turn.config().isByMajority()
                && turn.mind.tasks.values().stream().anyMatch(task -> task.kind() == UnitTask.Kind.SEEK);
        List<Certificate> certain = isAnySought ? certain(turn) : List.of();
        if (!certain.equals(turn.mind.certified)) {
            turn.mind.certified = certain;
            turn.certify(certain);
        }
    }

    /** Whether the voters can be told that this life is over. */
    static boolean isCertain(Turn turn, NodeId node, Incarnation life) {
        return certain(turn).stream().anyMatch(certificate -> certificate.fenced().equals(new Holder(node, life)));
    }

    /** Of lives of silent nodes: what a fence has ended, and what a person says is dead. */
    private static List<Certificate> certain(Turn turn) {
        List<Certificate> certain = new ArrayList<>();
        for (NodeId peer : turn.peers()) {
            PeerHealth health = turn.mind.peer(peer).health();
            if (health == PeerHealth.DEAD || health == PeerHealth.UNKNOWN) {
                turn.lcd().statuses().values().stream().flatMap(status -> status.certificate(peer).stream())
                        .filter(row -> isCurrent(turn, row)).map(Certificates::of).forEach(certain::add);
                Verdicts.lifeCalledDead(turn, peer)
                        .ifPresent(life -> certain.add(new Certificate(new Holder(peer, life), "a person", 0)));
            }
        }
        return certain;
    }

    private static Certificate of(CertificateRow row) {
        return new Certificate(new Holder(row.victim(), row.life()), row.method(), row.number());
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
