package dev.vigil.server.notify;

import java.time.Duration;
import java.util.List;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.notify.notice.Area;
import dev.vigil.notify.notice.Severity;

/**
 * Something that is not as it should be, for as long as it is so.
 *
 * @param key names the thing; the same on every node
 * @param telling after how long anybody is told, and which nodes can see it: the first living one tells
 */
record StandingAlarm(String key, Kind kind, Subject subject, Words words, Telling telling) {
    record Kind(String code, Area area, Severity severity) {}

    record Subject(NodeId node, String unit, String tag) {}

    record Words(String sentence, String advice) {}

    record Telling(Duration settle, List<NodeId> tellers) {
        Telling {
            tellers = List.copyOf(tellers);
        }
    }
}
