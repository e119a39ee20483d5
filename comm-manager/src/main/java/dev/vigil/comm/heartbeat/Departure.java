package dev.vigil.comm.heartbeat;

/** Why a node, or the machine that bore its name, belongs to the cluster no more. */
public enum Departure {
    /** The configuration does not name the node any more. */
    REMOVED,
    /** Another machine bears its name. */
    REPLACED
}
