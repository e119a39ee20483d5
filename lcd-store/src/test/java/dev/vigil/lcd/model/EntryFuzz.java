package dev.vigil.lcd.model;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Entries of the journal and of messages: read, or refused by an {@link IllegalArgumentException}. */
public final class EntryFuzz {
    private static final NodeId ALPHA = new NodeId("alpha");
    private static final Incarnation LIFE = new Incarnation(3, 7);

    private EntryFuzz() {}

    /** One try, as the fuzzer makes it. */
    public static void fuzzerTestOneInput(byte[] input) {
        Entry entry;
        try {
            entry = EntryText.parse(new String(input, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException refused) {
            return;
        }
        if (!EntryText.parse(EntryText.print(entry)).equals(entry)) {
            throw new AssertionError("read back otherwise: " + entry);
        }
        try {
            LcdState.EMPTY.apply(entry);
        } catch (IllegalArgumentException doesNotFollow) {
            return;
        }
    }

    public static List<byte[]> seeds() {
        return Stream.<Entry>of(new Entry.ConfigReplaced(Config.of(new Revision(9), EntryTextTest.CONFIG)),
                new Entry.ConfigChanged(new Revision(1),
                        List.of(new Change.Put(EntryTextTest.CONFIG.getFirst()), new Change.Remove(SystemRow.keyOf(ALPHA)))),
                new Entry.StatusReplaced(ALPHA, Status.of(LIFE, new Revision(1), EntryTextTest.STATUS)),
                new Entry.StatusChanged(ALPHA, LIFE, new Revision(2), List.of(new Change.Put(EntryTextTest.STATUS.getFirst()))),
                new Entry.Noted(new HistoryEntry(ALPHA, LIFE, 12, Instant.parse("2026-11-22T10:00:00.1Z"), new Ticks(5),
                        Line.of("peer-dead").with("peer", "bravo"))))
                .map(EntryText::print).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }
}
