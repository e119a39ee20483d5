package dev.vigil.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.vigil.protocol.admin.Alternative;
import dev.vigil.recovery.Candidate;

class ExplainAnswerTest {
    @Test
    void everyObjectionHasASentence() {
        for (Candidate.Objection objection : Candidate.Objection.values()) {
            assertNotEquals(objection.name(), EventSentences.objection(objection.name()));
        }
        assertEquals(Alternative.newBuilder().setNode("bravo").setReason("it is silent on every path").build(),
                ExplainAnswer.alternative("bravo:DEAD"));
        assertEquals(Alternative.newBuilder().setNode("bravo").build(), ExplainAnswer.alternative("bravo"));
        assertEquals("NEWER", EventSentences.objection("NEWER"));
    }

    @Test
    void everyRuleOfTheDocumentIsKnownWithoutItsClasses() {
        List<String> missing = Arrays.stream(new int[]{1, 7, 13, 19, 23, 24, 31}).mapToObj(number -> "RC-" + number)
                .filter(rule -> RuleSentences.of(rule).isEmpty()).toList();
        assertEquals(List.of(), missing);
        assertEquals(
                "Without storage nothing is started, moved or changed; what runs goes on and is repaired in place. When storage is"
                        + " back, everything is asked and considered again.",
                RuleSentences.of("RC-20"));
        assertFalse(RuleSentences.of("RC-24").contains("`"), RuleSentences.of("RC-24"));
        assertEquals("", RuleSentences.of("no rule"));
    }
}
