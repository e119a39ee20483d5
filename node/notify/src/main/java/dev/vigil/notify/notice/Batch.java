package dev.vigil.notify.notice;

import java.util.Comparator;
import java.util.List;

/**
 * What a receiver is told at a time, the oldest first.
 *
 * @param dropped how many older ones were given up since the last batch was accepted
 */
public record Batch(List<Notice> notices, long dropped, Origin origin) {
    /** Who tells. */
    public record Origin(String cluster, String node) {}

    public Batch {
        notices = List.copyOf(notices);
        if (notices.isEmpty()) {
            throw new IllegalArgumentException("a batch without a notice");
        }
    }

    public Severity worst() {
        return notices.stream().map(Notice::severity).max(Comparator.naturalOrder()).orElseThrow();
    }
}
