package dev.vigil.kit;

/** What the node lends to an agent for as long as it is open. Any thread may call. */
public interface KitContext {
    /**
     * Says that the resource in service has failed, instead of being asked by a check. May be said at any time, also while an action
     * runs; a signal is passed on at most once a second, and after the agent was closed not at all.
     *
     * @param detail the sentence that the operator reads
     */
    void signalFailure(String detail);

    /**
     * A facility of the machine that the node shares among its agents, by its type: the addresses, the processes.
     *
     * @throws KitRefusal when this node has none; the sentence names it
     */
    <P> P facility(Class<P> type) throws KitRefusal;
}
