package dev.vigil.comm.trust;

import dev.vigil.lcd.model.NodeId;

/** What became of the secret of an invitation that a node has shown. */
public sealed interface Redemption {
    /** It was good, and is spent now: stored before this value was given. */
    record Accepted(NodeId node) implements Redemption {}

    /** No such invitation was made on this node. */
    record Unknown() implements Redemption {}

    /** It was spent before, by the node it was for. */
    record Used(NodeId node) implements Redemption {}

    /** Its time has passed. */
    record Expired(NodeId node) implements Redemption {}

    /** It is for another node, and stays good for that one. */
    record WrongNode(NodeId invited, NodeId asking) implements Redemption {}
}
