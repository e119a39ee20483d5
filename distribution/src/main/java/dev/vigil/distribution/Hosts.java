package dev.vigil.distribution;

import java.util.List;
import java.util.Optional;

/** The machines of the demonstration, as far as one machine can be two. */
interface Hosts {
    /** One sentence for the reader. */
    String describe();

    /** Makes the networks and both machines. */
    void make();

    /** Takes everything away again, whatever a demonstration before has left. */
    void unmake();

    /** {@code command} as it is run on this node's machine. */
    List<String> on(DemoNode node, List<String> command);

    /** {@code command} as it is run for the server of this node, which lives on when this process ends. */
    List<String> server(DemoNode node, List<String> command);

    /** Ends the machine without a word of farewell. {@code pid} is that of what {@link #server} started. */
    void powerOff(DemoNode node, long pid);

    /** Makes the machine again after {@link #powerOff}. */
    void powerOn(DemoNode node);

    /** The address that clients use, where these machines can have one. */
    Optional<FloatingAddress> floatingAddress();

    /** An address that moves with a hierarchy, and how a client runs a command that asks it. */
    record FloatingAddress(String address, String device, List<String> client) {}
}
