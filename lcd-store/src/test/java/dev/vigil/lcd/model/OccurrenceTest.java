package dev.vigil.lcd.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The class and the name of an event become folders, and its texts arguments of programs: what could lead elsewhere is refused. */
class OccurrenceTest {
    private static Occurrence of(String eventClass, String event, String detail) {
        return new Occurrence(eventClass, event, detail, new TreeMap<>());
    }

    private static String refused(String eventClass, String event, String detail) {
        return assertThrows(IllegalArgumentException.class, () -> of(eventClass, event, detail)).getMessage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "../x", "a\\b", "-C", ".hidden", "a b", "a\u0000"})
    void whatIsNoNameOfAFolderIsRefused(String name) {
        assertTrue(refused(name, "failed", "").startsWith("the class of an event, \""));
        assertTrue(refused("gen", name, "").startsWith("the name of an event, \""));
    }

    @Test
    void aLongNameAndALongTextAreTold() {
        assertTrue(refused("x".repeat(65), "failed", "").contains("\"" + "x".repeat(64) + "...\""));
        assertEquals("the detail of an event has 1025 characters; at most 1024 are taken",
                refused("gen", "failed", "x".repeat(1025)));
        assertEquals("the detail of an event, \"bell ?\", holds a control character; line breaks and tabs alone are taken",
                refused("gen", "failed", "bell \u0007"));
    }

    @Test
    void factsHaveNamesThatAreToldWhenOneIsWrong() {
        assertEquals(Occurrence.Fact.OBJECT_CLASS, Occurrence.Fact.of("object-class"));
        assertEquals(
                "\"colour\" is no fact of an event: they are monitor, object-class, time, timestamp, severity, type, problem,"
                        + " code, data, text",
                assertThrows(IllegalArgumentException.class, () -> Occurrence.Fact.of("colour")).getMessage());
    }

    @Test
    void aLineOfItIsReadBack() {
        Occurrence whole = new Occurrence("filesys", "disk_full", "no \"room\"",
                new TreeMap<>(Map.of(Occurrence.Fact.SEVERITY, "3", Occurrence.Fact.DATA, "a\nb")));
        Line line = Line.parse(whole.on(Line.of("raise-event").with("tag", "web")).toString());
        assertEquals(Optional.of(whole), Occurrence.find(line::find));
        assertEquals(Optional.empty(), Occurrence.find(Line.of("call-kit")::find));
        assertThrows(IllegalArgumentException.class, () -> Occurrence.find(Line.of("raise-event").with("class", "gen")::find));
    }

    @Test
    void itIsToldInASentence() {
        assertEquals("gen/failed", of("gen", "failed", "").sentence());
        assertEquals("gen/failed, monitor mine, severity 3: no answer", new Occurrence("gen", "failed", "no answer",
                new TreeMap<>(Map.of(Occurrence.Fact.SEVERITY, "3", Occurrence.Fact.MONITOR, "mine"))).sentence());
    }
}
