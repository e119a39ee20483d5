package dev.vigil.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.vigil.lcd.model.Line;
import dev.vigil.recovery.NoteCode;

class EventSentencesTest {
    @Test
    void everyCodeHasASentence() {
        List<String> without = Arrays.stream(NoteCode.values()).map(NoteCode::word).filter(code -> !EventSentences.knows(code)).toList();
        assertEquals(List.of(), without);
    }

    @Test
    void factsAndRuleStandInTheSentence() {
        assertEquals("Node bravo is silent on every path for 512 ms; it is held for dead. [RC-2]",
                EventSentences.of(Line.parse("peer-dead peer=bravo silence-ms=512 rule=RC-2")));
        assertEquals("from-a-newer-node peer=bravo", EventSentences.of(Line.parse("from-a-newer-node peer=bravo")));
    }
}
