package dev.vigil.simulator.mutate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

/** The list follows the sources, so that {@code ./mutate} can always be run; running it takes minutes and is a command of its own. */
class MutantListTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    @Test
    void everyMutantFindsItsPlace() throws IOException {
        List<Mutant> mutants = Mutate.all(ROOT);
        assertTrue(mutants.size() >= 14, "only " + mutants.size() + " mutants");
        for (Mutant mutant : mutants) {
            String source = Files.readString(ROOT.resolve(mutant.file()));
            assertTrue(!mutant.in(source).equals(source), mutant.name() + " changes nothing");
        }
        assertEquals(mutants.size(), mutants.stream().map(Mutant::name).distinct().count(), "two mutants have one name");
    }

    @Test
    void whiteSpaceDoesNotMatterAndAmbiguityIsRefused() {
        Mutant mutant = MutantText.parse("""
                # a comment
                mutant m
                rule RC-40
                says why
                file A.java
                - a &&
                - b
                + true
                caught-by sim --seeds 1..2
                """).getFirst();
        assertEquals("if (true\n) {", mutant.in("if (a\n    && b) {"));
        assertThrows(IllegalArgumentException.class, () -> mutant.in("a"));
        assertThrows(IllegalArgumentException.class, () -> mutant.in("a && b || a && b"));
        assertThrows(IllegalArgumentException.class, () -> MutantText.parse("mutant m\nrule RC-40\n"));
        assertThrows(IllegalArgumentException.class, () -> MutantText.parse("mutants m\n"));
    }
}
