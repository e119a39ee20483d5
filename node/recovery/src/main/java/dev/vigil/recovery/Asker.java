package dev.vigil.recovery;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.UnitId;

/** Who waits for the end of a piece of work. */
public sealed interface Asker {
    /** A rule decided it; the history is told and nobody waits. */
    record Nobody() implements Asker {}

    /** A person, at this node. */
    record Person(RequestId id) implements Asker {}

    /** A person at another node, which passed the request on under its own number. */
    record Passed(NodeId node, long number) implements Asker {}

    /** The node that let the unit go and waits to hear that it arrived. */
    record Giver(NodeId node, UnitId unit) implements Asker {}

    /** The configuration operation of this node, of which the work is one step. */
    record Operation() implements Asker {}

    /** The end of this process. */
    record Closing(UnitId unit) implements Asker {}

    Asker NOBODY = new Nobody();
}
