package dev.vigil.kit;

import dev.vigil.lcd.model.Action;

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
     * Gives the node what an action of the resource has written, as programs write to their output. The node keeps what came last from
     * each action for people to read, and cuts what is too long in the middle. To be said before the action answers.
     */
    void wrote(Action action, String text);

    /**
     * A facility of the machine that the node shares among its agents, by its type: the addresses, the processes.
     *
     * @throws KitRefusal when this node has none; the sentence names it
     */
    <P> P facility(Class<P> type) throws KitRefusal;
}
