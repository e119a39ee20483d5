package dev.vigil.comm.heartbeat;

/** What became of an authentic heartbeat. */
public enum Acceptance {
    ACCEPTED,
    /** Its number is not higher than the last one of this life on this path: repeated, overtaken or replayed. */
    REPLAYED,
    /** From a life of the sender that has ended. */
    OLD_LIFE,
    /** Same counter, other nonce: two machines use one identity, or an old disk came back. */
    CLONED_IDENTITY,
    /** This node has no such path, or it does not lead to the sender, or the heartbeat came in on another one. */
    UNKNOWN_PATH
}
