package dev.vigil.lcd.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of a name that is none can be read, however long and strange it is. */
class NamesTest {
    private static final String RULE = " is not a name: 1 to 64 letters, digits and . _ - / !, beginning with a letter, a digit, _ or !";

    @ParameterizedTest
    @ValueSource(strings = {"a", "_", "!lock", "web-1.2/x", "9"})
    void namesAreTakenAsTheyAre(String name) {
        assertEquals(name, Names.check("tag", name));
    }

    private static String refused(String name) {
        return assertThrows(IllegalArgumentException.class, () -> Names.check("tag", name)).getMessage();
    }

    @Test
    void whatIsNoneIsTold() {
        assertEquals("tag \"a b\"" + RULE, refused("a b"));
        assertEquals("tag \"\"" + RULE, refused(""));
        assertEquals("tag \"" + "x".repeat(64) + "...\"" + RULE, refused("x".repeat(10_000)));
        assertEquals("tag \"web?[31m?\"" + RULE, refused("web\u001b[31m\n"));
    }
}
