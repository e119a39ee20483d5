package dev.vigil.recovery;

import dev.vigil.lcd.model.Line;

/** One sentence of the history: which rule spoke, on which facts. */
public record Note(NoteCode code, Line facts) {
    public static Note of(NoteCode code) {
        return new Note(code, Line.of(code.word()));
    }

    public Note with(String name, Object value) {
        return new Note(code, facts.with(name, value));
    }
}
