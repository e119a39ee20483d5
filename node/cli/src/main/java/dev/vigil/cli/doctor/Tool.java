package dev.vigil.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks a program of the system, which may be missing. */
final class Tool {
    private static final long LIMIT_SECONDS = 5;
    private static final int LONGEST_ANSWER = 1 << 20;
    private static final List<String> PLACES = List.of("/usr/sbin/", "/sbin/", "/usr/bin/", "");

    private Tool() {}

    /** Its exit code and what it printed. */
    record Answer(int exitCode, String text) {
        boolean isGood() {
            return exitCode == 0;
        }
    }

    /** Empty when there is no such program, or when it does not end in time. */
    static Optional<Answer> ask(String program, String... arguments) {
        String place = PLACES.stream().filter(folder -> !folder.isEmpty() && Files.isExecutable(Path.of(folder + program)))
                .findFirst().orElse("");
        List<String> words = new ArrayList<>(List.of(place + program));
        words.addAll(List.of(arguments));
        try {
            return run(words);
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<Answer> run(List<String> words) throws IOException, InterruptedException {
        Path printed = Files.createTempFile("vigil-doctor", ".out");
        try {
            Process process = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(printed.toFile()).start();
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            try (var in = Files.newInputStream(printed)) {
                return Optional.of(new Answer(process.exitValue(),
                        new String(in.readNBytes(LONGEST_ANSWER), StandardCharsets.ISO_8859_1)));
            }
        } finally {
            Files.deleteIfExists(printed);
        }
    }

    static boolean isWindows() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }
}
