package dev.vigil.comm.heartbeat;

/** What the detection time of a peer follows just now. */
public enum DetectionReason {
    /** An operator has set it. */
    FIXED,
    /** The usual time of the profile: less than an hour was measured, or the peer runs a program that does not adapt. */
    USUAL,
    /** The shortest time of the profile: an hour was measured, and less would do. */
    SHORTEST,
    /** What the measured silences need, so that fewer than one verdict in ten years is false. */
    NETWORK,
    /** Twice the longest silence of the last day. */
    HEADROOM,
    /** Three times the longest stall of this node or the peer in the last hour. */
    STALLS,
    /** The longest time of the profile, though more is needed. */
    LONGEST
}
