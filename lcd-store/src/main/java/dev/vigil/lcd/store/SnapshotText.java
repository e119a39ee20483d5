package dev.vigil.lcd.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.EntryText;
import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.lcd.model.LcdState;

/** Entries as the bytes of one journal record, and a whole state as the bytes of a checkpoint: entry texts parted by an empty line. */
final class SnapshotText {
    private static final String PART = "\n\n";

    private SnapshotText() {}

    static byte[] encode(List<Entry> entries) {
        return String.join(PART, entries.stream().map(EntryText::print).toList()).getBytes(StandardCharsets.UTF_8);
    }

    static List<Entry> decode(byte[] bytes) {
        if (bytes.length == 0) {
            return List.of();
        }
        return Arrays.stream(new String(bytes, StandardCharsets.UTF_8).split(PART)).map(EntryText::parse).toList();
    }

    static byte[] encode(LcdState state, List<HistoryEntry> history) {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry.ConfigReplaced(state.config()));
        state.statuses().forEach((node, status) -> entries.add(new Entry.StatusReplaced(node, status)));
        history.forEach(entry -> entries.add(new Entry.Noted(entry)));
        return encode(entries);
    }
}
