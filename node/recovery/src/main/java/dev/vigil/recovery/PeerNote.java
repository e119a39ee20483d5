package dev.vigil.recovery;

import java.util.List;

import dev.vigil.lcd.model.Line;

/**
 * What one controller tells another: a head line and, where it carries rows or entries, one line for each. Delivered at most once and
 * in order for each life of the sender; may be lost when a link resets.
 */
public record PeerNote(Line head, List<Line> body) {
    public PeerNote {
        body = List.copyOf(body);
    }

    public static PeerNote of(Line head) {
        return new PeerNote(head, List.of());
    }

    public String verb() {
        return head.verb();
    }
}
