package dev.vigil.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.vigil.lcd.model.Line;

/** Every event of the controller's golden cases reads as a whole sentence: each fact that the sentence names is one that the event has. */
class SentencesOfCasesTest {
    private static final Path CASES = Path.of("../recovery/src/test/cases");
    private static final String NOTED = "noted : ";

    @Test
    void noSentenceHasAHole() throws IOException {
        List<String> notes;
        try (Stream<Path> files = Files.walk(CASES)) {
            notes = files.filter(file -> file.toString().endsWith(".case")).flatMap(SentencesOfCasesTest::notes).toList();
        }
        assertTrue(notes.size() > 300, "the golden cases are not where they were: " + notes.size());
        TreeSet<String> holes = new TreeSet<>();
        for (String note : notes) {
            String sentence = EventSentences.of(Line.parse(note));
            if (sentence.contains("?")) {
                holes.add(sentence + "   <- " + note);
            }
        }
        assertEquals(new TreeSet<>(), holes);
    }

    private static Stream<String> notes(Path file) {
        try {
            return Files.readAllLines(file).stream().map(String::strip).filter(line -> line.startsWith(NOTED))
                    .map(line -> line.substring(NOTED.length()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
