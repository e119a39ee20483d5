package dev.vigil.admin;

import dev.vigil.protocol.admin.ClusterEvent;

/** Where a stream of events goes. Used by the event loop of the administration alone; nothing is thrown for a reader that is gone. */
interface EventOutlet {
    /** Whether what is written now would have to wait for the reader. */
    boolean isFull();

    /** Calls {@code drain} whenever there is room again, and {@code gone} when the reader has left. */
    void watch(Runnable drain, Runnable gone);

    void write(ClusterEvent event);

    /** Shows that the stream lives. */
    void beat();

    /** Writes the last event, whether there is room or not, and ends the stream. */
    void end(ClusterEvent last);
}
