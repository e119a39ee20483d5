package dev.vigil.kit;

/**
 * Serves one resource on one node. The node calls {@link #perform} for one action at a time, each time on a thread that may block;
 * {@link #terminate} comes from another thread and at any moment, also between actions and several times.
 */
public interface ResourceAgent extends AutoCloseable {
    /**
     * Begins an action. An agent that is done at once answers {@link Answer.Now}; one that needs longer answers
     * {@link Answer.Pending} and tells its progress by {@link ActionCall#progress}. It may also take its time inside this method, if
     * {@link #terminate} makes it return.
     *
     * <p>Every action must be repeatable: restoring what runs and removing what is stopped are done. An action that an agent does not
     * have is answered by {@link Answers#absent}. When the limit of the call passes, the node calls {@link #terminate} and reports the
     * outcome as unknown, whatever is answered later. What is thrown from here is reported as unknown, too: nobody knows how far the
     * action came.
     */
    Answer perform(ActionCall call);

    /**
     * Ends the action that runs now, with every process it has started, and makes its answer come soon: within
     * {@link #TERMINATE_LIMIT_MILLIS}, or the instance is barred until the node is restarted, since its thread cannot be ended from
     * outside. Does nothing when no action runs; an action that begins later is not concerned. What an earlier restore
     * left running is not touched: ending that is {@code REMOVE}. Must not block and must not throw.
     */
    void terminate();

    /**
     * Gives back what the agent itself holds. The resource stays as it is, in or out of service: an agent is also closed when an
     * operator changed a property, and a new one opened. Called once, after the last action.
     */
    @Override
    void close();

    /** How long after {@link #terminate} the answer may take: enough for the processes of a script to be asked, and then forced. */
    long TERMINATE_LIMIT_MILLIS = 4_000;
}
