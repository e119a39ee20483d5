package dev.vigil.lab;

import static dev.vigil.lab.BadInputBench.FAILED;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files of the standby node that are gone, damaged, or another node's. It does not start, and says what it found. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its scripts and the launcher are those of a Linux shell")
@Timeout(600)
class BadFilesTest {
    private static final String BRAVO = "bravo";
    private static final int MORE_THAN_A_BLOCK = 5_000;

    private BadInputBench bench;
    private LiveCluster cluster;
    private Path home = Path.of("");
    private Path whole = Path.of("");

    @BeforeAll
    void bringUp(@TempDir Path temporary) throws IOException {
        bench = new BadInputBench("Files", temporary);
        cluster = bench.cluster();
        bench.begin();
        bench.watch();
        home = cluster.home(BRAVO);
        whole = bench.folder().resolve("whole");
    }

    @AfterEach
    void unharmed() {
        bench.unharmed();
    }

    @AfterAll
    void nothingHasHappened() throws IOException {
        try (BadInputBench all = bench) {
            all.end();
        }
    }

    @FunctionalInterface
    private interface Damage {
        void happen() throws IOException;
    }

    /** Does that to the files of a stopped bravo, sees what it says to it at its start, and gives it its own files back. */
    private void refuses(String given, Damage damage, String... words) throws IOException {
        damage.happen();
        bench.says(given, cluster.refused(BRAVO), FAILED, words);
        bench.did("bravo does not start");
        delete(home);
        copy(whole, home);
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : tree(from)) {
            Path target = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else {
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        for (Path file : tree(folder).reversed()) {
            Files.delete(file);
        }
    }

    private static List<Path> tree(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted(Comparator.naturalOrder()).toList();
        }
    }

    private Path found(String part, String pattern) throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve(part))) {
            return files.filter(file -> file.getFileName().toString().matches(pattern)).sorted().reduce((a, b) -> b)
                    .orElseThrow(() -> new LabFailure("no " + pattern + " in " + home));
        }
    }

    /** The room behind it is laid out ahead and empty. */
    private static int used(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int used = bytes.length;
        while (used > 0 && bytes[used - 1] == 0) {
            used--;
        }
        return used;
    }

    private static void overwrite(Path file, long at, byte[] bytes) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(at);
            open.write(bytes);
        }
    }

    @Test
    void whatTheNodeCannotBeWithout() throws IOException {
        cluster.stop(BRAVO);
        copy(home, whole);
        Path lcd = home.resolve("lcd");
        refuses("configuration database of another node", () -> {
            delete(lcd);
            copy(cluster.home("alpha").resolve("lcd"), lcd);
        }, "alpha", BRAVO, lcd.toString());
        refuses("configuration database deleted", () -> delete(lcd), lcd.toString());
        refuses("journal damaged in the middle", () -> {
            Path journal = found("lcd", "segment-[0-9]+");
            byte[] more = new byte[MORE_THAN_A_BLOCK];
            Arrays.fill(more, (byte) 1);
            overwrite(journal, used(journal) / 2, more);
        }, lcd.toString());
        refuses("incarnation of bytes", () -> Files.write(home.resolve("lcd/incarnation"), new byte[]{0, 1, 2}),
                home.resolve("lcd/incarnation").toString());
        refuses("key of the node emptied", () -> Files.write(found("pki", "node\\.key"), new byte[0]), "node.key");
        refuses("certificate of another node", () -> {
            Files.copy(cluster.home("alpha").resolve("pki/node.crt"), home.resolve("pki/node.crt"),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.copy(cluster.home("alpha").resolve("pki/node.key"), home.resolve("pki/node.key"),
                    StandardCopyOption.REPLACE_EXISTING);
        }, "alpha", BRAVO);
        refuses("certificates deleted", () -> delete(home.resolve("pki")), home.toString(), "belongs to no cluster",
                "vigil cluster");
        refuses("another node's name in the settings", () -> {
            Path settings = home.resolve("conf/vigil.yaml");
            Files.writeString(settings, Files.readString(settings).replace("node: bravo", "node: alpha"));
        }, "alpha", BRAVO);
        refuses("a file in the place of the home", () -> {
            delete(home);
            Files.writeString(home, "");
        }, home.toString());
        cluster.server(BRAVO);
    }
}
