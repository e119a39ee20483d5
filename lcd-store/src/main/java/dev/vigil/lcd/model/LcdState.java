package dev.vigil.lcd.model;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The whole configuration database at one moment: the configuration and what is known of every node. Immutable. */
public record LcdState(Config config, SortedMap<NodeId, Status> statuses) {
    public static final LcdState EMPTY = new LcdState(Config.EMPTY, new TreeMap<>());

    public LcdState {
        statuses = Collections.unmodifiableSortedMap(new TreeMap<>(statuses));
    }

    public Status status(NodeId node) {
        return statuses.getOrDefault(node, Status.EMPTY);
    }

    /** What {@code node} is known to say of {@code tag}; ILLSTATE when it never said anything. */
    public ResourceState stateOf(Tag tag, NodeId node) {
        return status(node).state(tag).map(StateRow::state).orElse(ResourceState.ILLSTATE);
    }

    /** The highest epoch that any node is known to have owned {@code unit} under. */
    public Epoch highestEpoch(UnitId unit) {
        return statuses.values().stream().flatMap(status -> status.ownership(unit).stream()).map(OwnershipRow::epoch)
                .max(Epoch::compareTo).orElse(Epoch.ZERO);
    }

    /**
     * The state after {@code entry}. Deltas fit exactly or not at all: one that does not follow the revision it was made for throws
     * {@link IllegalArgumentException}, since folding it would give a state that no node ever had.
     */
    public LcdState apply(Entry entry) {
        return switch (entry) {
            case Entry.ConfigChanged changed -> withConfig(follow(changed));
            case Entry.ConfigReplaced replaced -> withConfig(replaced.config());
            case Entry.StatusChanged changed -> withStatus(changed.node(), follow(changed));
            case Entry.StatusReplaced replaced -> withStatus(replaced.node(), replaced.status());
            case Entry.Noted noted -> this;
        };
    }

    private Config follow(Entry.ConfigChanged changed) {
        if (!config.number().next().equals(changed.number())) {
            throw new IllegalArgumentException("configuration " + changed.number() + " does not follow " + config.number());
        }
        return config.next(changed.changes());
    }

    private Status follow(Entry.StatusChanged changed) {
        Status known = status(changed.node());
        if (!known.incarnation().equals(changed.incarnation()) || !known.revision().next().equals(changed.revision())) {
            throw new IllegalArgumentException(
                    "status " + changed.incarnation() + "/" + changed.revision() + " of " + changed.node()
                            + " does not follow " + known.incarnation() + "/" + known.revision());
        }
        return known.next(changed.changes());
    }

    private LcdState withConfig(Config next) {
        return new LcdState(next, statuses);
    }

    /** An empty one is none: nothing is known any more of a node that has left the cluster. */
    private LcdState withStatus(NodeId node, Status next) {
        SortedMap<NodeId, Status> all = new TreeMap<>(statuses);
        if (next.equals(Status.EMPTY)) {
            all.remove(node);
        } else {
            all.put(node, next);
        }
        return new LcdState(config, all);
    }
}
