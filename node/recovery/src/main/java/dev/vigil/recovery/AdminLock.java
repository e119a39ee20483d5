package dev.vigil.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;

/**
 * What keeps a node from changing the configuration (RC-24, RC-15): its own operation, or the promise that it gave to another node.
 *
 * @param work what the operation is to bring about, in words
 * @param step how far it is, in words
 * @param lasts how long it has lasted; empty for the operation of another node
 */
public record AdminLock(NodeId holder, String work, String step, Optional<Duration> lasts) {
    /** As the node of this view sees it; empty when a change could begin. */
    public static Optional<AdminLock> of(ClusterView view, Ticks now) {
        return of(view.self(), view.soft().talks(), now);
    }

    private static Optional<AdminLock> of(NodeId self, Soft.Talks talks, Ticks now) {
        return talks.operation().map(own -> new AdminLock(self, work(own.plan()), step(own), Optional.of(now.since(own.since()))))
                .or(() -> talks.prepared().map(promise -> new AdminLock(promise.proposer(), "change the configuration",
                        "has been promised configuration " + promise.prepare().number() + " by " + self, Optional.empty())));
    }

    static String work(Operation.Plan plan) {
        return switch (plan) {
            case Operation.Plan.ChangeRows change -> change.what();
            case Operation.Plan.Create create -> "create resource " + create.request().resource().tag();
            case Operation.Plan.Extend extend -> "extend " + extend.tag() + " to " + extend.node();
            case Operation.Plan.Join join -> "let " + join.parent() + " need " + join.child();
            case Operation.Plan.Undo undo -> "roll back what failed";
        };
    }

    static String step(Operation operation) {
        return switch (operation.stage()) {
            case Operation.Stage.Probing probing -> "asks the node whether it can take it";
            case Operation.Stage.Proposing proposing -> "waits until " + PeerNote.nodes(List.copyOf(proposing.awaited()))
                    + " agrees to configuration " + proposing.proposal();
            case Operation.Stage.Working working -> "is committed, and kits are at work";
        };
    }
}
