package dev.vigil.notify.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import dev.vigil.notify.notice.Area;
import dev.vigil.notify.notice.Batch;
import dev.vigil.notify.notice.Notice;
import dev.vigil.notify.notice.Phase;
import dev.vigil.notify.notice.Severity;
import dev.vigil.notify.receiver.Delivery;

final class EventEntryTest {
    private static Notice notice(Area area, Severity severity, Phase phase, String sentence) {
        return new Notice("alpha-3-7", Instant.parse("2026-03-04T05:06:07.089Z"),
                new Notice.What("node-down", area, severity, phase, "node bravo"), new Notice.Place("shop", "bravo", "", ""),
                new Notice.Words(sentence, "", "Look at it."));
    }

    @Test
    void saysWhatIsAboutInItsNumberAndHowMuchItMattersInItsType() {
        EventEntry raised = EventEntry.of(notice(Area.NODE, Severity.CRITICAL, Phase.RAISED, "Node bravo\nis silent."));
        assertEquals(EventEntry.Type.ERROR, raised.type());
        assertEquals(201, raised.id());
        assertEquals("Node bravo is silent.\r\nDo: Look at it.\r\ncluster=shop node=bravo unit= tag=\r\ncode=node-down"
                + " severity=critical phase=raised key=node bravo id=alpha-3-7 time=2026-03-04T05:06:07.089Z", raised.text());
        EventEntry over = EventEntry.of(notice(Area.NODE, Severity.CRITICAL, Phase.RESOLVED, "s"));
        assertEquals(List.of(EventEntry.Type.INFORMATION, 203), List.of(over.type(), over.id()));
        assertEquals(EventEntry.Type.WARNING, EventEntry.of(notice(Area.PATH, Severity.WARNING, Phase.REPEATED, "s")).type());
    }

    @Test
    void eachAreaAndPhaseHasANumberOfItsOwn() {
        TreeSet<Integer> numbers = new TreeSet<>();
        for (Area area : Area.values()) {
            for (Phase phase : Phase.values()) {
                numbers.add(EventEntry.of(notice(area, Severity.INFO, phase, "s")).id());
            }
        }
        assertEquals(Area.values().length * Phase.values().length, numbers.size());
        assertTrue(numbers.first() == 100 && numbers.last() == 1_103, numbers.toString());
    }

    @Test
    void isNoLongerThanTheLogTakes() {
        assertEquals(8_000, EventEntry.of(notice(Area.NODE, Severity.INFO, Phase.HAPPENED, "x".repeat(40_000))).text().length());
    }

    @Test
    void otherSystemsHaveNone() {
        assertEquals(Optional.empty(), EventLogKind.complaint("Windows Server 2025"));
        assertTrue(EventLogKind.complaint("Linux").orElse("").contains("this node runs on Linux"));
    }

    @Test
    void whatTheLogDoesNotTakeIsTriedAgainFromThere() {
        Fake log = new Fake();
        Batch batch = new Batch(List.of(notice(Area.NODE, Severity.INFO, Phase.HAPPENED, "one"),
                notice(Area.NODE, Severity.INFO, Phase.HAPPENED, "two")), 0, new Batch.Origin("shop", "alpha"));
        try (EventLogChannel channel = new EventLogChannel(log)) {
            assertInstanceOf(Delivery.Accepted.class, channel.deliver(batch));
            log.room = 1;
            assertEquals(new Delivery.Failed(1, "the log is full"), channel.deliver(batch));
        }
        assertEquals(3, log.entries.size());
    }

    /** A log with room for so many entries more. */
    private static final class Fake implements EventLog {
        private final List<EventEntry> entries = new ArrayList<>();
        private int room = 2;

        @Override
        public void report(EventEntry entry) throws IOException {
            if (room-- <= 0) {
                throw new IOException("the log is full");
            }
            entries.add(entry);
        }

        @Override
        public void close() {
            // Nothing to let go of.
        }
    }
}
