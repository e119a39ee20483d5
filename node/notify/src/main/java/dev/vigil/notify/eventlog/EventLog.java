package dev.vigil.notify.eventlog;

import java.io.IOException;

/** Where entries go. One thread at a time. */
interface EventLog extends AutoCloseable {
    /** On disk, or with the service that puts it there, when this returns; an exception has the system's own words. */
    void report(EventEntry entry) throws IOException;

    @Override
    void close();
}
