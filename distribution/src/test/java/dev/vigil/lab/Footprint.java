package dev.vigil.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one process of Java holds: memory with shared pages counted by their share (PSS), objects that a collection leaves, threads of
 * the system, open files.
 */
record Footprint(long pssKilobytes, long liveKilobytes, long threads, long files) {

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
    /** What a collection puts where it has not closed a gap. */
    private static final Pattern FILLER = Pattern.compile("(?m)^ *\\d+: +\\d+ +(\\d+) +\\[Ljdk\\.internal\\.vm\\.FillerElement;");
    private static final int COLLECTIONS = 3;
    private static final int KILO = 1024;
    private static final int MEGA = 1024;

    /** Collects first, so that two of them can be compared. */
    static Footprint of(Process process) {
        long live = Long.MAX_VALUE;
        // What frees memory outside of the heap goes itself with the collection after the next.
        for (int i = 0; i < COLLECTIONS; i++) {
            String heap = jcmd(process, "GC.class_histogram");
            live = Math.min(live, (bytes(TOTAL, heap) - bytes(FILLER, heap)) / KILO);
            if (live <= 0) {
                throw new LabFailure("no heap in: " + heap);
            }
        }
        return new Footprint(pss(process), live, members(process, "task"), members(process, "fd"));
    }

    private static long bytes(Pattern pattern, String histogram) {
        Matcher found = pattern.matcher(histogram);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    static String jcmd(Process process, String command) {
        return Command.run(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(process.pid()),
                command);
    }

    static long pss(Process process) {
        try {
            return Files.readAllLines(place(process).resolve("smaps_rollup")).stream().filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(process + " has gone", e);
        }
    }

    static long members(Process process, String folder) {
        try (Stream<Path> members = Files.list(place(process).resolve(folder))) {
            return members.count();
        } catch (IOException e) {
            throw new UncheckedIOException(process + " has gone", e);
        }
    }

    private static Path place(Process process) {
        return Path.of("/proc", Long.toString(process.pid()));
    }

    /** A row of the table. */
    static String row(String node, Footprint before, Footprint after) {
        return "| " + node + " | " + before.pssKilobytes / MEGA + " MB | " + after.pssKilobytes / MEGA + " MB | "
                + before.liveKilobytes / MEGA + " MB | " + after.liveKilobytes / MEGA + " MB | " + before.threads + " | "
                + after.threads + " |\n";
    }
}
