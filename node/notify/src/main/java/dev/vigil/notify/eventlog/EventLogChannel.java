package dev.vigil.notify.eventlog;

import java.io.IOException;

import dev.vigil.notify.notice.Batch;
import dev.vigil.notify.notice.Notice;
import dev.vigil.notify.receiver.Channel;
import dev.vigil.notify.receiver.Delivery;

/** Entries in the event log of this machine, one for each notice. */
final class EventLogChannel implements Channel {
    private final EventLog log;

    EventLogChannel(EventLog log) {
        this.log = log;
    }

    @Override
    public Delivery deliver(Batch batch) {
        int written = 0;
        try {
            for (Notice notice : batch.notices()) {
                log.report(EventEntry.of(notice));
                written++;
            }
            return new Delivery.Accepted("written to the event log of this machine");
        } catch (IOException e) {
            return new Delivery.Failed(written, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void abort() {
        // The event log of one's own machine answers at once or not at all.
    }

    @Override
    public void close() {
        log.close();
    }
}
