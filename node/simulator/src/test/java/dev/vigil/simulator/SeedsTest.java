package dev.vigil.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The same seeds at every commit, and every scenario that once broke something. */
class SeedsTest {
    private static final Path BUGS = Path.of("src", "test", "scenarios", "bugs");
    private static final long FIRST = 1;
    private static final long LAST = 30;

    @TestFactory
    Stream<DynamicTest> noSeedBreaksAnInvariant() {
        return Stream.of(Kind.values()).map(kind -> DynamicTest.dynamicTest(kind.name(), () -> assertEquals(List.of(),
                LongStream.rangeClosed(FIRST, LAST).boxed().flatMap(seed -> broken(kind, seed)).toList())));
    }

    private static Stream<String> broken(Kind kind, long seed) {
        return new World(kind.scenario(seed)).live().broken()
                .map(breach -> "seed " + seed + ": " + breach + "; " + kind.command(seed) + " --shrink").stream();
    }

    @TestFactory
    Stream<DynamicTest> whatOnceBrokeHolds() throws IOException {
        try (Stream<Path> files = Files.list(BUGS)) {
            return files.filter(file -> file.toString().endsWith(".scenario")).sorted().toList().stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(),
                            () -> assertEquals(Optional.empty(),
                                    new World(ScenarioText.parse(Files.readString(file))).live().broken())));
        }
    }

    @Test
    void everyKeptScenarioSaysWhatItShows() throws IOException {
        try (Stream<Path> files = Files.list(BUGS)) {
            for (Path file : files.toList()) {
                assertTrue(Files.readString(file).startsWith("# "), file + ": the first line says what broke");
            }
        }
    }
}
