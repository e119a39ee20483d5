package dev.vigil.notify.notice;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** How much it matters, the least first. */
public enum Severity {
    /** Good to know. */
    INFO(6),
    /** Something is worse than it should be; what is protected runs. */
    WARNING(4),
    /** Something has failed. */
    ERROR(3),
    /** What is protected does not run, or the next failure will not be covered. */
    CRITICAL(2);

    private final int syslogNumber;

    Severity(int syslogNumber) {
        this.syslogNumber = syslogNumber;
    }

    /** The severity of RFC 5424. */
    public int syslogNumber() {
        return syslogNumber;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static List<String> words() {
        return Stream.of(values()).map(Severity::word).toList();
    }

    /** {@link IllegalArgumentException} for another word. */
    public static Severity ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
