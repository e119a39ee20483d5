package dev.vigil.notify.notice;

import java.util.Locale;

/** Whether a notice tells of something that happened, or of an alarm that stands until it is resolved. */
public enum Phase {
    /** It happened; nothing stands. */
    HAPPENED,
    /** An alarm stands from now on. */
    RAISED,
    /** An alarm still stands, hours later. */
    REPEATED,
    /** An alarm stands no longer. */
    RESOLVED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
