package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Planned moves of an application on top of its address: how long it is away by its own scripts' clock, when its stop is instant. */
@Tag("lab")
class ApplicationSwitchoverTest {
    private static final int MOVES = Integer.getInteger("vigil.lab.moves", 4);
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"VIGIL_DEFAULT", "VIGIL_FAST"})
    void everyMoveStopsItOnceAndStartsItOnce(LabProducts product) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path scripts = Files.createDirectory(folder.resolve("scripts"));
        Path journal = folder.resolve("journal");
        script(scripts.resolve("restore"), "echo restore $(date +%s%N) >> " + journal);
        script(scripts.resolve("remove"), "echo remove $(date +%s%N) >> " + journal);
        LabLock.whileHeld(() -> {
            try (Stage stage = new Stage(LabId.ofThisProcess("a"), product.make());
                    ProbeProcess probe = new ProbeProcess(stage.lab())) {
                LabHost first = stage.settle(probe);
                new VigilCommands().createApplication(first, stage.lab().other(first), scripts);
                for (int move = 0; move < MOVES; move++) {
                    LabHost active = stage.settle(probe);
                    stage.product().switchover(active, stage.lab().other(active));
                }
                LabHost last = stage.settle(probe);
                assertEquals(MOVES % 2 == 0 ? first : stage.lab().other(first), last);
            }
            return true;
        });
        report(product, Files.readAllLines(journal));
    }

    private static void script(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The first line is that of the creation; then each move is one remove and one restore, in this order. */
    private static void report(LabProducts product, List<String> journal) {
        List<String> words = journal.stream().map(line -> line.split(" ")[0]).toList();
        List<String> expected = new ArrayList<>(List.of("restore"));
        for (int move = 0; move < MOVES; move++) {
            expected.addAll(List.of("remove", "restore"));
        }
        assertEquals(expected, words);
        for (int line = 1; line < journal.size(); line += 2) {
            double away = (stamp(journal.get(line + 1)) - stamp(journal.get(line))) / 1e6;
            assertTrue(away > 0, "it was started before it was stopped");
            System.out.printf("{\"row\": \"application-switchover\", \"product\": \"%s\", \"awayMs\": %.1f}%n", product, away);
        }
    }

    private static long stamp(String line) {
        return Long.parseLong(line.split(" ")[1]);
    }
}
