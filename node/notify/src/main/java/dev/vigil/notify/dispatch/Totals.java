package dev.vigil.notify.dispatch;

import java.util.concurrent.atomic.LongAdder;

/** What became of the notices for receivers of one kind, since the start. Any thread. */
public final class Totals {
    private final LongAdder sent = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    /** Notices that a receiver took. */
    public long sent() {
        return sent.sum();
    }

    /** Deliveries that failed; what they carried is tried again. */
    public long failed() {
        return failed.sum();
    }

    /** Notices that were given up. */
    public long dropped() {
        return dropped.sum();
    }

    void addSent(long notices) {
        sent.add(notices);
    }

    void addFailed() {
        failed.increment();
    }

    void addDropped(long notices) {
        dropped.add(notices);
    }
}
