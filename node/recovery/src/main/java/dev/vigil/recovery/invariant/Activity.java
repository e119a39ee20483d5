package dev.vigil.recovery.invariant;

/** What a resource really does on one node. */
public enum Activity {
    /** Nothing of it runs. */
    IDLE,
    /** A restore is running. */
    STARTING, ACTIVE,
    /** A remove is running. */
    STOPPING,
    /** An action failed or ran out of time: parts of it may run. */
    DOUBTFUL,
    /** It ended by itself while it should run. */
    BROKEN;

    /** Whether anything of it can reach a client or touch data. */
    public boolean mayRun() {
        return this != IDLE && this != BROKEN;
    }
}
