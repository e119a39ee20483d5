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
                     --full-disks N    of a real node under writing clients (1)
                     --rounds N        kills of a real node under writing clients (20)
                     --seed S          of lives, moments and damages (1)
                     --seconds N       length of the measurement (60); 0 of anything leaves it out
            """;
    static final List<String> OPTIONS = List.of("--kills", "--power-cuts", "--full-disks", "--rounds", "--seed", "--seconds");
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

    /** So much of one part; what it returns prints its counts. */
    interface Part {
        Object run(Path folder, int count) throws Exception;
    }

    Durability(PrintWriter out, long seed) {
        this.out = out;
        this.seed = seed;
    }

    /** All of it; whether nothing failed. */
    static boolean run(Map<String, String> options, PrintWriter out) {
        Durability durability = new Durability(out, number(options, "--seed", 1));
        long begun = System.nanoTime();
        durability.part("power cuts", number(options, "--power-cuts", 2_000),
                (folder, count) -> powerCuts(durability.seed, count));
        durability.part("disk full", number(options, "--full-disks", 1), (folder, count) -> fullDisk(folder, count));
        durability.part("node kills", number(options, "--rounds", 20),
                (folder, count) -> nodeKills(folder, durability.seed, count));
        durability.part("store kills", number(options, "--kills", 300),
                (folder, count) -> storeKills(folder, durability.seed, count));
        durability.part("price", number(options, "--seconds", 60), Durability::price);
        out.println("took " + Duration.ofNanos(System.nanoTime() - begun).toSeconds() + " s");
        out.println(durability.passed + " passed, " + durability.failed + " failed");
        return durability.failed == 0 && durability.passed > 0;
    }

    private static int number(Map<String, String> options, String name, int otherwise) {
        return Integer.parseInt(options.getOrDefault(name, Integer.toString(otherwise)));
    }

    /** Runs a part in a folder of its own, which stays when the part fails; none of it is no part. */
    private void part(String name, int count, Part part) {
        if (count == 0) {
            return;
        }
        Path folder = temporary();
        try {
            out.println(name + ": " + part.run(folder, count));
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

    static Object fullDisk(Path folder, int times) throws IOException {
        Object last = "";
        for (int i = 1; i <= times; i++) {
            try (DurabilityDisk disk = new DurabilityDisk(folder.resolve("disk-" + i))) {
                disk.run();
                last = disk.toString();
            }
        }
        return times + " times: " + last;
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
