package dev.vigil.simulator;

import java.time.Duration;
import java.util.List;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.QuorumRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.Request;

/** One thing that goes wrong, or that somebody asks for at a bad moment. {@code at} is the time of the world. */
sealed interface Fault {
    Ticks at();

    /** The path carries nothing from {@code from} to {@code to}; the other direction is another fault. */
    record Cut(Ticks at, Duration lasts, PathId path, NodeId from, NodeId to) implements Fault {}

    /** The node does not reach the folder that votes; what it writes meanwhile may arrive afterwards. */
    record NoFolder(Ticks at, Duration lasts, NodeId node) implements Fault {}

    /** The power goes, and comes back after {@code lasts}; what was not forced to disk is lost or kept, as it happens. */
    record PowerOff(Ticks at, Duration lasts, NodeId node) implements Fault {}

    /** An operator restarts the node's software; if the node agrees, its next life begins after {@code lasts}, and what it ran runs on. */
    record Restart(Ticks at, Duration lasts, NodeId node) implements Fault {}

    /** The node's process is killed, and started again after {@code lasts}; what it ran runs on. */
    record Kill(Ticks at, Duration lasts, NodeId node) implements Fault {}

    /** As {@link PowerOff}, but the disk that comes back is {@code age} old. */
    record OldDisk(Ticks at, Duration lasts, NodeId node, Duration age) implements Fault {}

    /** The whole host stands still, and then goes on as if nothing had been. */
    record Freeze(Ticks at, Duration lasts, NodeId node) implements Fault {}

    /** The kit of a resource behaves badly for a while. */
    record BadKit(Ticks at, Duration lasts, NodeId node, Tag tag, Mood mood) implements Fault {}

    enum Mood {
        SLOW, HANG, FAIL
    }

    /** The resource ends by itself, and its kit says so. */
    record Break(Ticks at, NodeId node, Tag tag) implements Fault {}

    /** An operator moves a unit; {@code asked} is where the command is given. */
    record Move(Ticks at, NodeId asked, Tag tag, NodeId to) implements Fault {}

    /** An operator rules something in the controller's stead, or sets a flag; what he says is true. */
    record Rule(Ticks at, NodeId asked, Request request) implements Fault {}

    /** An operator deletes a dependency, and the unit falls apart. */
    record Divide(Ticks at, NodeId asked, Tag parent, Tag child) implements Fault {}

    /** An operator lets others vote, or on other terms. */
    record Exchange(Ticks at, NodeId asked, QuorumRow row, List<NodeId> without) implements Fault {
        public Exchange {
            without = List.copyOf(without);
        }
    }

    /** An operator creates a dependency. */
    record Join(Ticks at, NodeId asked, Tag parent, Tag child) implements Fault {}
}
