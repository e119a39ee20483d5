package dev.vigil.lcd.model;

/**
 * A node of the cluster; {@code adminAddress} is host:port of its administration, where a peer or a person reaches it.
 *
 * @param machine which machine bears the name, once another one has borne it before
 */
public record SystemRow(NodeId node, String adminAddress, Machine machine) implements ConfigRow {

    static final String KIND = "system";

    /**
     * What tells the machine that bears the name now from those that bore it before.
     *
     * @param firstLife the counter of its first life; a lower one is that of a machine which was replaced
     * @param key the fingerprint of its public key; empty: any key that the authority of the cluster has signed for the name
     */
    public record Machine(long firstLife, String key) {
        /** No other one has borne the name. */
        public static final Machine FIRST = new Machine(0, "");

        public Machine {
            if (firstLife < 0) {
                throw new IllegalArgumentException("first life " + firstLife + " of a machine is negative");
            }
        }
    }

    public SystemRow(NodeId node, String adminAddress) {
        this(node, adminAddress, Machine.FIRST);
    }

    @Override
    public RowKey key() {
        return keyOf(node);
    }

    public static RowKey keyOf(NodeId node) {
        return new RowKey(KIND, node.value());
    }

    /** Whether the key is that of a row of this kind. */
    public static boolean isKey(RowKey key) {
        return key.kind().equals(KIND);
    }

    /** Programs from before machines were replaced know rows of a first machine only. */
    @Override
    public Line toLine() {
        Line line = Line.of(KIND).with("node", node).with("admin", adminAddress);
        return machine.equals(Machine.FIRST) ? line : line.with("first-life", machine.firstLife()).with("key", machine.key());
    }

    static SystemRow parse(Line line) {
        return new SystemRow(new NodeId(line.get("node")), line.get("admin"),
                line.find("first-life").map(life -> new Machine(Long.parseLong(life), line.get("key"))).orElse(Machine.FIRST));
    }
}
