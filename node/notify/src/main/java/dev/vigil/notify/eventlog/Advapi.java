package dev.vigil.notify.eventlog;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.WString;
import org.jspecify.annotations.Nullable;

/** The calls of Windows' advapi32 that write its event log, mapped directly. Loaded on Windows only. */
final class Advapi {
    static {
        Native.register(Advapi.class, "advapi32");
    }

    private Advapi() {}

    static native @Nullable Pointer RegisterEventSourceW(@Nullable Pointer server, WString source);

    static native int ReportEventW(Pointer log, short type, short category, int id, @Nullable Pointer user, short texts,
            int bytes, Pointer text, @Nullable Pointer data);

    static native int DeregisterEventSource(Pointer log);

    /** Of the call before, on the same thread. */
    static String lastError() {
        return "error " + Native.getLastError();
    }
}
