package dev.vigil.lcd.model;

import java.util.Locale;

/**
 * One life of a node is over, for certain: what it ran runs no more. It says nothing of a later life.
 *
 * @param node who has seen to it, and writes this
 * @param victim whose life it was; the node itself when it has stopped in order
 * @param method the fence device that did it
 * @param number of the fence, counted by {@code node}
 */
public record CertificateRow(NodeId node, NodeId victim, Incarnation life, End end, String method,
        long number) implements StatusRow {

    static final String KIND = "certificate";

    /** How the life ended. */
    public enum End {
        /** The power is off. */
        OFF,
        /** The power was off, and is on again. */
        REBOOTED,
        /** The node took everything out of service, and starts nothing more in this life. */
        STOPPED;

        /** As people write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public RowKey key() {
        return keyOf(victim);
    }

    public static RowKey keyOf(NodeId victim) {
        return new RowKey(KIND, victim.value());
    }

    @Override
    public Line toLine() {
        return Line.of(KIND).with("node", node).with("victim", victim).with("life", life).with("end", end).with("method", method)
                .with("number", number);
    }

    static CertificateRow parse(Line line) {
        return new CertificateRow(new NodeId(line.get("node")), new NodeId(line.get("victim")),
                Incarnation.parse(line.get("life")), End.valueOf(line.get("end")), line.get("method"),
                Long.parseLong(line.get("number")));
    }
}
