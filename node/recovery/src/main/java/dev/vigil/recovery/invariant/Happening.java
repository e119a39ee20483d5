package dev.vigil.recovery.invariant;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.KitCallId;

/** What has just taken place; the census beside it is the state just before a call begins, else just after. */
public sealed interface Happening {
    NodeId node();

    /** A kit is about to be called. */
    record Called(NodeId node, Decision.CallKit call) implements Happening {}

    /** The end of a call was given to the controller. */
    record Ended(NodeId node, KitCallId call) implements Happening {}

    /** The process of the node ended; its outstanding calls will never end. */
    record Died(NodeId node) implements Happening {}

    /** The node came back with an older disk; what it once promised is forgotten. */
    record OldDisk(NodeId node) implements Happening {}

    /** The host runs again after it stood still; what fell due meanwhile follows. */
    record Woke(NodeId node) implements Happening {}

    /** Anything else. */
    record Turned(NodeId node) implements Happening {}
}
