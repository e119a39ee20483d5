package dev.vigil.comm.heartbeat;

/** What one node knows of a peer over all its paths. */
public enum PeerHealth {
    /** Not heard since this node started. */
    UNKNOWN,
    /** Heard, and it says that it hears this node, on at least one path. */
    ALIVE,
    /** Heard, but it has not heard this node on any path for the detection time less one interval: it is about to hold it for dead. */
    DEAF,
    /** Silent on every path for the detection time. */
    DEAD
}
