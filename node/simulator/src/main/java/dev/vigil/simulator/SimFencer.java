package dev.vigil.simulator;

import java.time.Duration;
import java.util.SortedSet;
import java.util.TreeSet;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.FenceOutcome;

/** The fence agents that one host runs: they succeed, fail, hang, act without saying so, or say so late. None lies. */
final class SimFencer {
    private static final int KINDS = 10;
    private static final int FAILING = 2;
    private static final int HANGING = 3;
    private static final int SILENT = 4;
    private static final int LATE = 6;
    private static final long LIMIT = 5_000_000_000L;
    private static final long MILLION = 1_000_000;

    private final SimNode node;
    private final World world;
    private final SplitMix64 random;
    private final SortedSet<Long> abandoned = new TreeSet<>();

    SimFencer(SimNode node, World world, SplitMix64 random) {
        this.node = node;
        this.world = world;
        this.random = random;
    }

    void fence(Decision.Fence fence) {
        long number = fence.number();
        abandoned.remove(number); // an earlier life of the node had one of the same number
        long acts = random.between(50 * MILLION, 2_000 * MILLION);
        int kind = random.below(KINDS);
        if (kind < FAILING) {
            report(number, acts, new FenceOutcome.Failed("made to fail"));
        } else if (kind < HANGING) {
            report(number, LIMIT, new FenceOutcome.Unknown("made to hang"));
        } else {
            strike(fence.victim(), number, acts);
            if (kind < SILENT) {
                report(number, LIMIT, new FenceOutcome.Unknown("made to say nothing"));
            } else {
                report(number, kind < LATE ? LIMIT : acts + 10 * MILLION, new FenceOutcome.Confirmed(Duration.ofNanos(acts)));
            }
        }
    }

    /** The agent runs on when its node ends. */
    private void strike(NodeId victim, long number, long after) {
        Duration off = Duration.ofNanos(random.between(1_000 * MILLION, 12_000 * MILLION));
        world.queue().at(world.queue().now() + after, () -> {
            if (!abandoned.contains(number)) {
                world.fenced(victim, off);
            }
        });
    }

    private void report(long number, long after, FenceOutcome outcome) {
        node.later(after, () -> node.happen(new Event.FenceFinished(number, outcome)));
    }

    /** Half of those that are ended have sent their word already. */
    void abandon(long number) {
        if (random.below(2) == 0) {
            abandoned.add(number);
        }
    }
}
