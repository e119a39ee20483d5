package dev.vigil.lcd.model;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One way to fence a node: a fence agent and its options. The devices of a node are a ladder, tried from the lowest step on.
 *
 * @param options what the agent reads, {@code key=value} each
 * @param secrets those options that only the nodes of the cluster can read: sealed, never plain
 */
public record FenceRow(FenceName name, NodeId node, int step, Agent agent, SortedMap<String, String> options,
        SortedMap<String, String> secrets) implements ConfigRow {

    static final String KIND = "fence";
    private static final String OPTION = "p.";
    private static final String SEALED = "sealed.";
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MOST_STEPS = 99;

    /**
     * How the agent is run.
     *
     * @param program with its folder
     * @param limit how long one run may last
     */
    public record Agent(String program, FenceAction action, Duration limit) {
        public Agent {
            if (!program.startsWith("/")) {
                throw new IllegalArgumentException("the fence agent \"" + program + "\" is no program with its folder");
            }
            if (!limit.isPositive() || limit.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "a limit of " + limit.toMillis() + " ms is not above 0 and at most " + LONGEST.toSeconds() + " s");
            }
        }
    }

    public FenceRow {
        if (step < 1 || step > MOST_STEPS) {
            throw new IllegalArgumentException("step " + step + " of a fence ladder is not between 1 and " + MOST_STEPS);
        }
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
        secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
    }

    @Override
    public RowKey key() {
        return keyOf(name);
    }

    public static RowKey keyOf(FenceName name) {
        return new RowKey(KIND, name.value());
    }

    @Override
    public Line toLine() {
        Line line = Line.of(KIND).with("name", name).with("node", node).with("step", step).with("agent", agent.program())
                .with("action", agent.action().word()).with("limit-ms", agent.limit().toMillis());
        return PrefixedFields.with(PrefixedFields.with(line, OPTION, options), SEALED, secrets);
    }

    /** The row for people: it tells which secrets there are, and not even the sealed text of one. */
    public Line toPublicLine() {
        return new FenceRow(name, node, step, agent, options, PrefixedFields.hidden(secrets)).toLine();
    }

    static FenceRow parse(Line line) {
        return new FenceRow(new FenceName(line.get("name")), new NodeId(line.get("node")), Integer.parseInt(line.get("step")),
                new Agent(line.get("agent"), FenceAction.of(line.get("action")),
                        Duration.ofMillis(Long.parseLong(line.get("limit-ms")))),
                PrefixedFields.of(line, OPTION), PrefixedFields.of(line, SEALED));
    }
}
