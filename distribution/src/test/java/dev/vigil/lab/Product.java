package dev.vigil.lab;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Something that keeps the floating address on one of two hosts. One instance serves one lab. Whether it holds the address is never
 * asked of it: the kernel and the probe say that. Used by one thread at a time.
 */
public interface Product {
    /** The names of the hosts that it needs; the address moves between the first two. */
    default List<String> hosts() {
        return List.of("alpha", "bravo");
    }

    /** Its name in the tables. */
    String name();

    /** The name of its set of timing values. */
    String profile();

    /** Version and timing values, for the foot of a table. */
    String describe();

    /** How long it waits by its own settings before it holds a silent peer for dead; a longer stall of the machine taints a figure. */
    Duration detection();

    /** Sets everything up on fresh disks and starts it on every host. The hosts are on; nothing runs yet. */
    void install(LabNetwork lab);

    /** Starts it again on a host that was off, or on which it was stopped or killed, and returns at once. */
    void start(LabHost host);

    /** Ends it on the host in good order and returns when it has ended. */
    void stop(LabHost host);

    /** Whether this process of a host is the product itself, not something that it protects or that guards it. */
    boolean isOwn(ProcessHandle process);

    /** Asks for a planned move from one to the other; may return before it is finished. */
    void switchover(LabHost from, LabHost to);

    /** Whether both hosts run it and know of each other, so that a fault now would meet a healthy pair. */
    boolean isSettled(LabNetwork lab);

    /** How long the address must have answered without a change before it counts as settled. */
    Duration settleTime();

    /** Figures of its own that belong beside the measured ones; called after each repetition, both hosts on. */
    default Map<String, String> figures(LabNetwork lab) {
        return Map.of();
    }

    /** What it says of itself, when something went wrong. */
    String diagnosis(LabHost host);
}
