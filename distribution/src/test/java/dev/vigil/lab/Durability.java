package dev.vigil.lab;

import dev.vigil.lcd.journal.PowerCuts;
import dev.vigil.lcd.store.StoreBenchmark;
import dev.vigil.lcd.store.StoreKills;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** That nothing acknowledged is lost, shown by killing, cutting and filling; and what a durable change costs. One line for each part. */
final class Durability {
    static final String USAGE = """
                   lab durability [options]  kills, power cuts, a full disk, and the price of a durable change; 15 minutes
                     --kills N         of a process that writes through the store (300)
                     --power-cuts N    simulated, under the journal (2000)
                     --rounds N        kills of a real node under writing clients (20)
                     --seed S          of lives, moments and damages (1)
                     --seconds N       length of the measurement; 0 leaves it out (60)
            """;
    static final List<String> OPTIONS = List.of("--kills", "--power-cuts", "--rounds", "--seed", "--seconds");
    private static final Duration TURN = Duration.ofMillis(250);
    private static final int TARGETS = 3;

    static {
        // The store runs in this process too, and nobody reads its log here.
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    private final PrintWriter out;
    private final long seed;
    private int passed;
    private int failed;

    /** One part; its text is its counts. */
    interface Part {
        Object run(Path folder) throws Exception;
    }

    Durability(PrintWriter out, long seed) {
        this.out = out;
        this.seed = seed;
    }

    /** All of it; whether nothing failed. */
    static boolean run(Map<String, String> options, PrintWriter out) {
        Durability durability = new Durability(out, number(options, "--seed", 1));
        long begun = System.nanoTime();
        durability.part("power cuts", folder -> powerCuts(durability.seed, number(options, "--power-cuts", 2_000)));
        durability.part("disk full", Durability::fullDisk);
        durability.part("node kills", folder -> nodeKills(folder, durability.seed, number(options, "--rounds", 20)));
        durability.part("store kills", folder -> storeKills(folder, durability.seed, number(options, "--kills", 300)));
        if (number(options, "--seconds", 60) > 0) {
            durability.part("price", folder -> price(folder, number(options, "--seconds", 60)));
        }
        out.println("took " + Duration.ofNanos(System.nanoTime() - begun).toSeconds() + " s");
        out.println(durability.passed + " passed, " + durability.failed + " failed");
        return durability.failed == 0;
    }

    private static int number(Map<String, String> options, String name, int otherwise) {
        return Integer.parseInt(options.getOrDefault(name, Integer.toString(otherwise)));
    }

    /** Runs a part in a folder of its own, which stays when the part fails. */
    private void part(String name, Part part) {
        Path folder = temporary();
        try {
            out.println(name + ": " + part.run(folder));
            remove(folder);
            passed++;
        } catch (Exception | AssertionError e) {
            failed++;
            out.println(name + " FAILED, seed " + seed + ", remains in " + folder + ": " + e);
            e.printStackTrace(out);
        }
    }

    static Object powerCuts(long seed, int count) {
        PowerCuts cuts = new PowerCuts(seed);
        while (cuts.cuts() < count) {
            cuts.live();
        }
        if (!cuts.isEventful()) {
            throw new AssertionError("the lives were too quiet to show anything: " + cuts);
        }
        return cuts;
    }

    static Object storeKills(Path folder, long seed, int rounds) throws Exception {
        StoreKills kills = new StoreKills(folder, seed);
        for (int round = 0; round < rounds; round++) {
            kills.round();
        }
        return kills;
    }

    static Object nodeKills(Path folder, long seed, int rounds) throws Exception {
        try (DurabilityRounds kills = new DurabilityRounds(folder, seed)) {
            for (int round = 0; round < rounds; round++) {
                kills.round();
            }
            kills.endHome();
            return kills.toString();
        }
    }

    static Object fullDisk(Path folder) throws IOException {
        try (DurabilityDisk disk = new DurabilityDisk(folder)) {
            disk.run();
            return disk.toString();
        }
    }

    /** The lock keeps the other labs of this machine away meanwhile. */
    private static Object price(Path folder, int seconds) {
        int turns = (int) (Duration.ofSeconds(seconds).dividedBy(TURN) / TARGETS);
        return LabLock.whileHeld(() -> {
            try {
                return new StoreBenchmark(folder.resolve("price"), TURN).measure(1, turns);
            } catch (Exception e) {
                throw new LabFailure("the measurement broke off", e);
            }
        });
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("vigil-durability").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary folder", e);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
