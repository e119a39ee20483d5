package dev.vigil.server.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.notify.notice.Area;
import dev.vigil.notify.notice.Notice;
import dev.vigil.notify.notice.Severity;
import dev.vigil.recovery.NoteCode;

final class NoteNoticesTest {
    private static HistoryEntry entry(String note) {
        return new HistoryEntry(new NodeId("bravo"), new Incarnation(4, 9), 17, Instant.parse("2026-03-04T05:06:07Z"),
                new Ticks(1), Line.parse(note));
    }

    @Test
    void aNoteBecomesANotice() {
        Notice notice = NoteNotices.of(entry("failover-done unit=web took-ms=812 rule=RC-7"), "shop", LcdState.EMPTY)
                .orElseThrow();
        assertEquals("bravo-4-17", notice.id());
        assertEquals(new Notice.Place("shop", "bravo", "web", ""), notice.place());
        assertEquals("Failover of web is done after 812 ms.", notice.words().sentence());
        assertEquals("RC-7", notice.words().rule());
        assertEquals(Area.FAILOVER, notice.what().area());
        assertEquals(Severity.WARNING, notice.severity());
    }

    @Test
    void whatOnlyTheHistoryIsForIsNoNotice() {
        assertTrue(NoteNotices.of(entry("path-silent path=lan1 peer=alpha silence-ms=500"), "shop", LcdState.EMPTY).isEmpty());
        assertTrue(NoteNotices.of(entry("from-a-newer-version a=b"), "shop", LcdState.EMPTY).isEmpty());
    }

    @Test
    void theTableNamesOnlyWhatTheControllerSays() {
        List<String> codes = Arrays.stream(NoteCode.values()).map(NoteCode::word).toList();
        assertEquals(List.of(), NoteNotices.table().keySet().stream().filter(code -> !codes.contains(code)).toList());
    }
}
