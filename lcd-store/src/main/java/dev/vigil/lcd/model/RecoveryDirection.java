package dev.vigil.lcd.model;

/** Which way a recovery may move the resources of a type. */
public enum RecoveryDirection {
    /** Repair on this node only; never moved to a peer by a resource failure. */
    LOCAL,
    /** Repair here first where enabled, then move to the next node. */
    REMOTE
}
