package dev.vigil.platform;

/** The order in which the system runs threads when there are more than processors. */
public interface Scheduling {
    /**
     * Asks the system to run the calling thread before ordinary ones, of this process and of others. False when the system does not
     * allow it to this process; nothing has changed then. For threads that start no programs: these would inherit it.
     */
    boolean favour();

    /**
     * The same for the thread of the Java runtime that stops all others while it collects: its waits are everybody's. False also where
     * the runtime has no such thread.
     */
    boolean favourRuntime();

    /**
     * Asks the system to run the calling thread before everything that has an ordinary place, favoured or not. For one thread that does
     * next to nothing: one that ran away with it would take the machine along. Where the system refuses, as {@link #favour}.
     */
    boolean favourAboveAll();

    /** Goes on when the terminal ends, or when the machine asks its programs to end; and is the last that the system ends for want of memory. */
    void outlive();
}
