package dev.vigil.notify.receiver;

import dev.vigil.notify.notice.Batch;

/**
 * The way to one receiver. {@link #deliver} and {@link #close} are called by one thread at a time; nothing throws for what the world does.
 */
public interface Channel extends AutoCloseable {
    /** Tells the receiver and waits for its answer; may block until {@link #abort}. Keeps no more of an answer than a few kilobytes. */
    Delivery deliver(Batch batch);

    /** Makes a delivery that runs end soon, as failed. Any thread; returns at once. The next delivery begins anew. */
    void abort();

    @Override
    void close();
}
