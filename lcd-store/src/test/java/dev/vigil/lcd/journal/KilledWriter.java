package dev.vigil.lcd.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process that stores, says on its output what is acknowledged ({@code stored N}), and is killed at a moment it does not know. */
public final class KilledWriter {
    private static final long END_LIMIT_SECONDS = 30;

    private KilledWriter() {}

    /** Runs {@code program}, kills it so long after it has opened its store, and returns the last number that it said was stored. */
    public static long run(Class<?> program, Duration life, List<String> arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-Dslf4j.internal.verbosity=ERROR", "-cp",
                System.getProperty("java.class.path"), program.getName()));
        words.addAll(arguments);
        Process child = new ProcessBuilder(words).redirectErrorStream(false).redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long last = 0;
        try (BufferedReader lines = child.inputReader()) {
            String opened = lines.readLine();
            if (opened == null || !opened.startsWith("open ")) {
                throw new AssertionError("the process did not open its store: " + opened);
            }
            Thread killer = Thread.ofPlatform().start(() -> kill(child, life));
            for (String line = lines.readLine(); line != null && line.matches("stored \\d+"); line = lines.readLine()) {
                // A line cut short by the kill is a smaller number.
                last = Math.max(last, Long.parseLong(line.substring(7)));
            }
            killer.join();
        }
        if (!child.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the process outlived its kill");
        }
        return last;
    }

    private static void kill(Process child, Duration life) {
        try {
            TimeUnit.NANOSECONDS.sleep(life.toNanos());
        } catch (InterruptedException interrupt) {
            throw new AssertionError(interrupt);
        } finally {
            child.toHandle().destroyForcibly(); // the process would also close the stream we read
        }
    }
}
