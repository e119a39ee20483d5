package dev.vigil.recovery.text;

import java.util.ArrayList;
import java.util.List;

import dev.vigil.lcd.model.Line;

/** A line with its parts indented below it. */
public record Block(Line head, List<Block> parts) {
    public Block {
        parts = List.copyOf(parts);
    }

    public static Block of(Line head) {
        return new Block(head, List.of());
    }

    /** The first line is the head, the others are its parts; what {@link #lines} takes apart. */
    public static Block of(List<Line> lines) {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("a block without a line");
        }
        return new Block(lines.getFirst(), lines.subList(1, lines.size()).stream().map(Block::of).toList());
    }

    /** A block around one other, written {@code head : part} on one line. */
    public static Block around(Line head, Block part) {
        return new Block(head, List.of(part));
    }

    public String verb() {
        return head.verb();
    }

    /** The head and the heads of its parts; parts of parts are an error here, since they would be lost. */
    public List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        lines.add(head);
        for (Block part : parts) {
            if (!part.parts().isEmpty()) {
                throw new IllegalArgumentException(part.verb() + ": nothing may be indented below it");
            }
            lines.add(part.head());
        }
        return lines;
    }

    /** The only part. */
    public Block only() {
        if (parts.size() != 1) {
            throw new IllegalArgumentException(verb() + ": one block belongs to it, not " + parts.size());
        }
        return parts.getFirst();
    }

    /** The text, without a line end after the last line. */
    @Override
    public String toString() {
        return String.join("\n", BlockText.print(this, ""));
    }
}
