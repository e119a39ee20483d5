package dev.vigil.notify.eventlog;

import java.io.IOException;

import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import com.sun.jna.WString;
import org.jspecify.annotations.Nullable;

/** The log <i>Application</i>, source Vigil. It is opened with the first entry, and anew after one that failed. */
final class WindowsEventLog implements EventLog {
    private static final WString SOURCE = new WString("Vigil");
    private @Nullable Pointer handle;

    @Override
    public void report(EventEntry entry) throws IOException {
        StringArray texts = new StringArray(new String[]{entry.text()}, true);
        short type = (short) entry.type().number();
        boolean isTaken = Advapi.ReportEventW(opened(), type, (short) 0, entry.id(), null, (short) 1, 0, texts, null) != 0;
        if (!isTaken) {
            String why = "ReportEvent: " + Advapi.lastError();
            close();
            throw new IOException(why);
        }
    }

    private Pointer opened() throws IOException {
        Pointer open = handle;
        if (open == null) {
            open = Advapi.RegisterEventSourceW(null, SOURCE);
            if (open == null) {
                throw new IOException("RegisterEventSource: " + Advapi.lastError());
            }
            handle = open;
        }
        return open;
    }

    @Override
    public void close() {
        Pointer open = handle;
        handle = null;
        if (open != null) {
            Advapi.DeregisterEventSource(open);
        }
    }
}
