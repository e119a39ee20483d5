package dev.vigil.recovery.text;

import java.util.ArrayList;
import java.util.List;

import dev.vigil.lcd.model.Line;
import dev.vigil.recovery.PeerNote;

/** What controllers tell each other, as blocks. */
public final class PeerNoteText {
    private PeerNoteText() {}

    public static Block print(PeerNote note) {
        List<Line> lines = new ArrayList<>();
        lines.add(note.head());
        lines.addAll(note.body());
        return Block.of(lines);
    }

    public static PeerNote parse(Block block) {
        List<Line> lines = block.lines();
        return new PeerNote(lines.getFirst(), lines.subList(1, lines.size()));
    }
}
