package dev.vigil.simulator;

import java.util.List;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathRow;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.recovery.Reply;
import dev.vigil.recovery.Request;

/** A machine that is lost for good, and the person who has another one take its name: he tries again each second until it is done. */
final class SimReplacement {
    private static final long AGAIN_NANOS = 1_000_000_000L;
    private static final String KEY = "9f3c";

    private final World world;
    private final Fault.NewMachine fault;
    private boolean isDone;

    SimReplacement(World world, Fault.NewMachine fault) {
        this.world = world;
        this.fault = fault;
    }

    void begin() {
        if (!world.isLost(fault.node())) {
            world.lost(fault.node());
            world.node(fault.node()).lose();
            world.queue().at(world.queue().now() + fault.lasts().toNanos(), this::attempt);
        }
    }

    private void attempt() {
        if (isDone) {
            return;
        }
        world.queue().at(world.queue().now() + AGAIN_NANOS, this::attempt);
        SimNode asked = world.node(fault.asked());
        if (!asked.isOff()) {
            asked.ask(new Request.ConfirmDead(fault.node(), "its machine is gone"),
                    said -> asked.ask(request(asked.durable().config()), this::answered));
        }
    }

    /** The other machine is put where the first one stood. */
    private Request request(Config config) {
        NodeId node = fault.node();
        List<PathRow> paths = config.paths().stream().filter(path -> path.touches(node)).toList();
        return new Request.ReplaceNode(new SystemRow(node, node + ":7742", new SystemRow.Machine(0, KEY)), paths);
    }

    private void answered(Reply reply) {
        if (reply instanceof Reply.Done && !isDone) {
            isDone = true;
            world.found(fault.node());
            world.node(fault.node()).begin(world.node(fault.asked()).durable().config());
        }
    }
}
