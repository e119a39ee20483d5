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

    @Test
    void noSeedBreaksAnInvariant() {
        List<String> broken = LongStream.rangeClosed(FIRST, LAST).boxed()
                .flatMap(seed -> new World(ScenarioGenerator.of(seed)).live().broken()
                        .map(breach -> "seed " + seed + ": " + breach + "; ./sim --seed " + seed + " --shrink").stream())
                .toList();
        assertEquals(List.of(), broken);
    }

    @Test
    void noSeedBreaksAnInvariantWhileHierarchiesAreDividedAndJoined() {
        List<String> broken = LongStream.rangeClosed(FIRST, LAST).boxed()
                .flatMap(seed -> new World(ScenarioGenerator.changing(seed)).live().broken()
                        .map(breach -> "seed " + seed + ": " + breach + "; ./sim --changing --seed " + seed + " --shrink")
                        .stream())
                .toList();
        assertEquals(List.of(), broken);
    }

    @Test
    void noSeedBreaksAnInvariantWhileOperatorsRule() {
        List<String> broken = LongStream.rangeClosed(FIRST, LAST).boxed()
                .flatMap(seed -> new World(ScenarioGenerator.ruling(seed)).live().broken()
                        .map(breach -> "seed " + seed + ": " + breach + "; ./sim --ruling --seed " + seed + " --shrink").stream())
                .toList();
        assertEquals(List.of(), broken);
    }

    @Test
    void noSeedBreaksAnInvariantWhileNodesAreRestarted() {
        List<String> broken = LongStream.rangeClosed(FIRST, LAST).boxed()
                .flatMap(seed -> new World(ScenarioGenerator.restarting(seed)).live().broken()
                        .map(breach -> "seed " + seed + ": " + breach + "; ./sim --restarting --seed " + seed + " --shrink")
                        .stream())
                .toList();
        assertEquals(List.of(), broken);
    }

    @Test
    void noSeedBreaksAnInvariantWhereFencingIsRequired() {
        List<String> broken = LongStream.rangeClosed(FIRST, LAST).boxed()
                .flatMap(seed -> new World(ScenarioGenerator.fencing(seed)).live().broken()
                        .map(breach -> "seed " + seed + ": " + breach + "; ./sim --fencing --seed " + seed + " --shrink")
                        .stream())
                .toList();
        assertEquals(List.of(), broken);
    }

    @Test
    void noSeedBreaksAnInvariantByMajority() {
        List<String> broken = LongStream.rangeClosed(FIRST, LAST).boxed()
                .flatMap(seed -> new World(ScenarioGenerator.majority(seed)).live().broken()
                        .map(breach -> "seed " + seed + ": " + breach + "; ./sim --majority --seed " + seed + " --shrink")
                        .stream())
                .toList();
        assertEquals(List.of(), broken);
    }

    @Test
    void noSeedBreaksAnInvariantWhereAFolderVotes() {
        List<String> broken = LongStream.rangeClosed(FIRST, LAST).boxed()
                .flatMap(seed -> new World(ScenarioGenerator.storage(seed)).live().broken()
                        .map(breach -> "seed " + seed + ": " + breach + "; ./sim --storage --seed " + seed + " --shrink")
                        .stream())
                .toList();
        assertEquals(List.of(), broken);
    }

    @Test
    void noSeedBreaksAnInvariantWhereTwoOwnersWaitForAPerson() {
        List<String> broken = LongStream.rangeClosed(FIRST, LAST).boxed()
                .flatMap(seed -> new World(ScenarioGenerator.contested(seed)).live().broken()
                        .map(breach -> "seed " + seed + ": " + breach + "; ./sim --contested --seed " + seed + " --shrink")
                        .stream())
                .toList();
        assertEquals(List.of(), broken);
    }

    @Test
    void noSeedBreaksAnInvariantWhileVotersAreExchanged() {
        List<String> broken = LongStream.rangeClosed(FIRST, LAST).boxed()
                .flatMap(seed -> new World(ScenarioGenerator.exchanging(seed)).live().broken()
                        .map(breach -> "seed " + seed + ": " + breach + "; ./sim --exchanging --seed " + seed + " --shrink")
                        .stream())
                .toList();
        assertEquals(List.of(), broken);
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
