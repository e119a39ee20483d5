package dev.vigil.simulator;

import java.util.Optional;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.TypeId;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.SafetyAnswer;
import dev.vigil.recovery.invariant.Census;

/**
 * What the network of the clients answers for the floating addresses of a unit. An address answers while its host has power, runs, and has
 * its gate open. In half of the worlds what cuts all paths between two hosts cuts this network too; now and then an answer is lost.
 */
final class SimNeighbours {
    private static final TypeId ADDRESS = new TypeId("ip");
    private static final long LIMIT = 75_000_000;
    private static final long ANSWERS_WITHIN = 2_000_000;
    private static final int LOST_PERMILLE = 50;

    private final SimNode node;
    private final World world;
    private final SplitMix64 random;
    private final boolean isCutWithThePaths;

    SimNeighbours(SimNode node, World world, SplitMix64 random) {
        this.node = node;
        this.world = world;
        this.random = random;
        this.isCutWithThePaths = new SplitMix64(world.scenario().seed()).fork("clients").below(2) == 0;
    }

    void ask(Decision.AskSafety question) {
        SafetyAnswer answer = server(question.unit())
                .<SafetyAnswer>map(host -> new SafetyAnswer.Somebody("the address on " + host))
                .orElseGet(SafetyAnswer.Nobody::new);
        long after = answer instanceof SafetyAnswer.Somebody ? random.between(0, ANSWERS_WITHIN) : LIMIT;
        if (!random.permille(LOST_PERMILLE)) {
            node.later(after, () -> node.happen(new Event.SafetyAnswered(question.number(), answer)));
        }
    }

    private Optional<NodeId> server(UnitId unit) {
        Config config = node.durable().config();
        return world.hosts().stream()
                .filter(host -> host != node && !isParted(host.id()) && host.census().gate() == Census.Gate.OPEN
                        && !host.isOff() && !host.isStill())
                .filter(host -> config.membersOf(unit).stream().flatMap(tag -> config.resource(tag).stream())
                        .filter(row -> row.type().equals(ADDRESS)).map(ResourceRow::tag)
                        .anyMatch(tag -> host.census().activity(tag).mayRun()))
                .map(SimNode::id).findFirst();
    }

    private boolean isParted(NodeId other) {
        return isCutWithThePaths && node.durable().config().paths().stream()
                .filter(path -> path.touches(node.id()) && path.touches(other)).allMatch(this::isCut);
    }

    private boolean isCut(PathRow path) {
        return world.network().isCut(path, path.first()) || world.network().isCut(path, path.second());
    }
}
