package dev.vigil.lcd.model;

import java.time.Instant;

/**
 * What somebody has ruled in the controller's stead, or what a node must not forget beside that: a freeze, a verdict on a silent node,
 * a setting, the moves of a unit. {@code matter} says which; {@code subject} whom it is about; {@code word} what was said. Of rows of
 * several nodes on one subject the one with the highest {@code number} counts. Matters that are not known here are carried along.
 */
public record RulingRow(NodeId node, String matter, String subject, String word, long number, Said said) implements StatusRow {

    static final String KIND = "ruling";
    private static final int LONGEST = 64;

    /** When, by whom and why; whole seconds. */
    public record Said(Instant at, String by, String reason) {
        public Said {
            at = Instant.ofEpochSecond(at.getEpochSecond());
        }
    }

    public RulingRow {
        if (matter.isEmpty() || matter.length() > LONGEST || subject.isEmpty() || subject.length() > LONGEST) {
            throw new IllegalArgumentException("a ruling needs a matter and a subject of 1 to " + LONGEST + " characters");
        }
    }

    @Override
    public RowKey key() {
        return keyOf(matter, subject);
    }

    public static RowKey keyOf(String matter, String subject) {
        return new RowKey(KIND, matter + " " + subject);
    }

    @Override
    public Line toLine() {
        return Line.of(KIND).with("node", node).with("matter", matter).with("subject", subject).with("word", word)
                .with("number", number).with("at", said.at()).with("by", said.by()).with("reason", said.reason());
    }

    static RulingRow parse(Line line) {
        return new RulingRow(new NodeId(line.get("node")), line.get("matter"), line.get("subject"), line.get("word"),
                Long.parseLong(line.get("number")),
                new Said(line.instant("at"), line.get("by"), line.get("reason")));
    }
}
