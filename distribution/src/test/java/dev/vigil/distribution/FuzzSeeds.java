package dev.vigil.distribution;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs the targets of fuzzing on what is known: the examples they make, every beginning of each, and the findings that are kept. In a JVM of
 * its own, whose class path holds the tests of all modules: {@code FuzzSeeds ROOT}, or {@code FuzzSeeds ROOT NAME FOLDER}, which writes them
 * for the fuzzer to begin with.
 */
public final class FuzzSeeds {
    /** Far more than any one input may take. */
    private static final Duration LIMIT = Duration.ofSeconds(5);
    /** Of longer examples only some beginnings are tried. */
    private static final int BEGINNINGS = 400;

    private final MethodHandle target;
    private final List<byte[]> seeds;

    /** A line of the list of targets. */
    record Target(String name, String type, String module) {
        static List<Target> all(Path root) throws IOException {
            return Files.readAllLines(root.resolve("distribution/src/fuzz/targets")).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" +")).map(words -> new Target(words[0], words[1], words[2])).toList();
        }
    }

    private FuzzSeeds(MethodHandle target, List<byte[]> seeds) {
        this.target = target;
        this.seeds = seeds;
    }

    /** See the class. */
    public static void main(String[] words) throws Throwable {
        Path root = Path.of(words[0]);
        for (Target target : Target.all(root)) {
            FuzzSeeds seeds = of(root, target);
            if (words.length == 1) {
                System.out.println(target.name() + " " + seeds.run());
            } else if (words[1].equals(target.name())) {
                seeds.write(Files.createDirectories(Path.of(words[2])));
            }
        }
    }

    private static FuzzSeeds of(Path root, Target target) throws Throwable {
        Class<?> type = Class.forName(target.type());
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        List<byte[]> seeds = new ArrayList<>();
        for (Object seed : (List<?>) lookup.findStatic(type, "seeds", MethodType.methodType(List.class)).invoke()) {
            seeds.add((byte[]) seed);
        }
        Path kept = root.resolve(target.module()).resolve("src/test/fuzz").resolve(target.name());
        if (Files.isDirectory(kept)) {
            try (Stream<Path> files = Files.list(kept).sorted()) {
                for (Path file : files.toList()) {
                    seeds.add(Files.readAllBytes(file));
                }
            }
        }
        return new FuzzSeeds(
                lookup.findStatic(type, "fuzzerTestOneInput", MethodType.methodType(void.class, byte[].class)), seeds);
    }

    /** How many inputs were tried. */
    private int run() throws Throwable {
        int tried = 0;
        for (byte[] seed : seeds) {
            for (int length = 0; length < seed.length; length += 1 + seed.length / BEGINNINGS) {
                once(Arrays.copyOf(seed, length));
                tried++;
            }
            once(seed);
            tried++;
        }
        return tried;
    }

    private void once(byte[] input) throws Throwable {
        long begun = System.nanoTime();
        target.invoke(input);
        if (System.nanoTime() - begun > LIMIT.toNanos()) {
            throw new AssertionError(input.length + " bytes took longer than " + LIMIT);
        }
    }

    private void write(Path folder) throws IOException {
        for (int at = 0; at < seeds.size(); at++) {
            Files.write(folder.resolve("seed-" + at), seeds.get(at));
        }
    }
}
