package dev.vigil.lcd.model;

/** The name of one machine of the cluster; given in its configuration, never taken from the host name. */
public record NodeId(String value) implements Comparable<NodeId> {
    public NodeId {
        Names.check("node", value);
    }

    @Override
    public int compareTo(NodeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
