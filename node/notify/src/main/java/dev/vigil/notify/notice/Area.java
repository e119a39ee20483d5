package dev.vigil.notify.notice;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a notice is about; receivers choose by it. */
public enum Area {
    FAILOVER, NODE, PATH, RESOURCE, QUORUM, STORAGE, CERTIFICATE, REDUNDANCY, CONFIGURATION, MAINTENANCE, NOTIFICATION;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static List<String> words() {
        return Stream.of(values()).map(Area::word).toList();
    }

    /** {@link IllegalArgumentException} for another word. */
    public static Area ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
