package dev.vigil.platform;

/**
 * Runs programs, and ends them with everything they started. Any thread may call.
 *
 * <p>A program gets the input that its specification tells, which is empty as a rule, its own pipes for output and error, and the environment variable {@link #CALL_VARIABLE} with a value
 * of its own. By that value its descendants are found even after they made themselves independent (a daemon); a descendant that both
 * left its parents and wiped its environment is not found.
 *
 * <p>What a program leaves running when it exits by itself, successfully or not, lives on. Output that such a daemon still writes to the
 * inherited streams is read and dropped as long as the node lives; after that its next write fails, so daemons should have output of
 * their own.
 */
public interface Processes {
    /** The environment variable that marks everything a call has started. */
    String CALL_VARIABLE = "VIGIL_CALL";

    /** The environment variable that marks what runs for one resource of one node, whichever call has started it. */
    String HOLDER_VARIABLE = "VIGIL_HOLDER";

    /**
     * Starts the program. Never throws for what the system says: a program that cannot be started is a call that has finished with
     * {@link ProcessOutcome.CouldNotStart}. The limit counts from this call, and holds whether or not anybody waits.
     */
    ProcessCall start(ProcessSpec spec);
}
