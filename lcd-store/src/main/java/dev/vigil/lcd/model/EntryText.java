package dev.vigil.lcd.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An {@link Entry} as text: a head line, then one line for each row or change. The same text in the journal and between nodes. */
public final class EntryText {
    private EntryText() {}

    public static String print(Entry entry) {
        return String.join("\n", lines(entry).stream().map(Line::toString).toList());
    }

    /** Reads what {@link #print} wrote; {@link IllegalArgumentException} says what is wrong. */
    public static Entry parse(String text) {
        return parse(text.lines().map(Line::parse).toList());
    }

    public static List<Line> lines(Entry entry) {
        return switch (entry) {
            case Entry.ConfigChanged changed -> block(Line.of("config-changed").with("number", changed.number()),
                    changed.changes().stream().map(Change::toLine));
            case Entry.ConfigReplaced replaced -> block(Line.of("config-replaced").with("number", replaced.config().number()),
                    replaced.config().rows().values().stream().map(Row::toLine));
            case Entry.StatusChanged changed -> block(
                    statusHead("status-changed", changed.node(), changed.incarnation(), changed.revision()),
                    changed.changes().stream().map(Change::toLine));
            case Entry.StatusReplaced replaced -> block(
                    statusHead("status-replaced", replaced.node(), replaced.status().incarnation(), replaced.status().revision()),
                    replaced.status().rows().values().stream().map(Row::toLine));
            case Entry.Noted noted -> block(noteHead(noted.entry()), Stream.of(noted.entry().note()));
        };
    }

    public static Entry parse(List<Line> lines) {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("an entry without a line");
        }
        Line head = lines.getFirst();
        List<Line> body = lines.subList(1, lines.size());
        return switch (head.verb()) {
            case "config-changed" -> new Entry.ConfigChanged(revision(head, "number"), body.stream().map(Change::parse).toList());
            case "config-replaced" -> new Entry.ConfigReplaced(
                    Config.of(revision(head, "number"), body.stream().map(Rows::parseConfig).toList()));
            case "status-changed" ->
                new Entry.StatusChanged(new NodeId(head.get("node")), Incarnation.parse(head.get("incarnation")),
                        revision(head, "revision"), known(body).stream().map(Change::parse).toList());
            case "status-replaced" -> new Entry.StatusReplaced(new NodeId(head.get("node")),
                    Status.of(Incarnation.parse(head.get("incarnation")), revision(head, "revision"),
                            known(body).stream().map(Rows::parseStatus).toList()));
            case "noted" -> new Entry.Noted(note(head, body));
            default -> throw new IllegalArgumentException("\"" + head.verb() + "\" does not begin an entry");
        };
    }

    /** Rows of a kind that only a newer version knows belong to their node; a copy does without, and so does the node after a downgrade. */
    private static List<Line> known(List<Line> body) {
        return body.stream().filter(line -> line.verb().equals(Change.REMOVE) || Rows.isKnown(line)).toList();
    }

    private static List<Line> block(Line head, Stream<Line> body) {
        List<Line> lines = new ArrayList<>();
        lines.add(head);
        body.forEach(lines::add);
        return lines;
    }

    private static Line statusHead(String verb, NodeId node, Incarnation incarnation, Revision revision) {
        return Line.of(verb).with("node", node).with("incarnation", incarnation).with("revision", revision);
    }

    private static Line noteHead(HistoryEntry entry) {
        return Line.of("noted").with("node", entry.node()).with("incarnation", entry.incarnation())
                .with("sequence", entry.sequence())
                .with("wall", entry.wallTime()).with("nanos", entry.ticks().nanos());
    }

    private static HistoryEntry note(Line head, List<Line> body) {
        if (body.size() != 1) {
            throw new IllegalArgumentException("a noted entry has one line below its head, not " + body.size());
        }
        return new HistoryEntry(new NodeId(head.get("node")), Incarnation.parse(head.get("incarnation")),
                Long.parseLong(head.get("sequence")), head.instant("wall"),
                new Ticks(Long.parseLong(head.get("nanos"))),
                body.getFirst());
    }

    private static Revision revision(Line line, String name) {
        return new Revision(Long.parseLong(line.get(name)));
    }
}
