package dev.vigil.server.notify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.vigil.admin.EventSentences;
import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.notify.notice.Area;
import dev.vigil.notify.notice.Notice;
import dev.vigil.notify.notice.Phase;
import dev.vigil.notify.notice.Severity;

/** Notes of the controller of this node that people are told of, by the table {@code notices.table}. */
final class NoteNotices {
    private static final String RULE = "rule";
    private static final SortedMap<String, Kind> TABLE = load();

    private NoteNotices() {}

    /** How a note is told. */
    record Kind(Area area, Severity severity, String advice) {}

    /** Empty for a note that nobody is told of by itself. */
    static Optional<Notice> of(HistoryEntry entry, String cluster, LcdState lcd) {
        Line note = entry.note();
        Kind kind = TABLE.get(note.verb());
        if (kind == null) {
            return Optional.empty();
        }
        String tag = note.find("tag").or(() -> note.find("tags")).orElse("");
        String unit = note.find("unit").orElseGet(() -> unitOf(tag, lcd));
        SortedMap<String, String> plain = new TreeMap<>(note.fields());
        plain.remove(RULE);
        return Optional.of(new Notice(entry.node() + "-" + entry.incarnation().counter() + "-" + entry.sequence(),
                entry.wallTime(), new Notice.What(note.verb(), kind.area(), kind.severity(), Phase.HAPPENED,
                        unit.isEmpty() ? "node " + entry.node() : "unit " + unit),
                new Notice.Place(cluster, entry.node().value(), unit, tag),
                new Notice.Words(EventSentences.of(new Line(note.verb(), plain)), note.find(RULE).orElse(""), kind.advice())));
    }

    /** Codes that people are told of. */
    static Map<String, Kind> table() {
        return TABLE;
    }

    private static String unitOf(String tag, LcdState lcd) {
        return tag.isEmpty() || tag.indexOf(',') >= 0
                ? ""
                : lcd.config().resource(new Tag(tag)).map(ResourceRow::unit).map(UnitId::value).orElse("");
    }

    private static SortedMap<String, Kind> load() {
        try (InputStream in = NoteNotices.class.getResourceAsStream("notices.table")) {
            SortedMap<String, Kind> table = new TreeMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).map(Line::parse)
                    .forEach(line -> table.put(line.verb(), new Kind(Area.ofWord(line.get("class")),
                            Severity.ofWord(line.get("severity")), line.find("advice").orElse(""))));
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException("the table of notices cannot be read from the program", e);
        }
    }
}
