package dev.vigil.server.kithost;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Tag;

/**
 * The marks of the resources of one node.
 *
 * @param cluster what tells this cluster from others that may have a node on the same machine; without blanks
 */
public record Holders(String cluster, NodeId node) {
    private static final int LONGEST_CLUSTER = 12;

    public Holders {
        cluster = cluster.substring(0, Math.min(cluster.length(), LONGEST_CLUSTER));
    }

    public String of(Tag tag) {
        return cluster + "/" + node + "/" + tag;
    }

    /** The resource of a mark that {@link #of} made. */
    public static Tag tag(String holder) {
        return new Tag(holder.substring(holder.lastIndexOf('/') + 1));
    }
}
