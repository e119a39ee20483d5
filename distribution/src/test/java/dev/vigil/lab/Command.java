package dev.vigil.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one program of the machine to its end and gives back what it printed. */
public final class Command {
    /** Longer than any command of the lab needs, also on a busy machine. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** What a program printed, both streams together, and the code it ended with. */
    public record Outcome(int exitCode, String text) {
        public boolean isSuccess() {
            return exitCode == 0;
        }
    }

    private Command() {}

    /** Runs the command; one that fails or does not end in time is a {@link LabFailure}. */
    public static String run(List<String> words) {
        Outcome outcome = attempt(words, "");
        if (!outcome.isSuccess()) {
            throw new LabFailure(String.join(" ", words) + " ended with " + outcome.exitCode() + ": " + outcome.text().strip());
        }
        return outcome.text();
    }

    public static String run(String... words) {
        return run(List.of(words));
    }

    /** Runs the command with {@code input} on its standard input; its failure is for the caller to judge. */
    public static Outcome attempt(List<String> words, String input) {
        try {
            return await(words, input);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + words.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabFailure("interrupted while running " + words.getFirst(), e);
        }
    }

    private static Outcome await(List<String> words, String input) throws IOException, InterruptedException {
        Path printed = Files.createTempFile("vigil-lab", ".out");
        try {
            Process process = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(printed.toFile()).start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new LabFailure(String.join(" ", words) + " did not end within " + LIMIT.toSeconds() + " s");
            }
            return new Outcome(process.exitValue(), Files.readString(printed));
        } finally {
            Files.delete(printed);
        }
    }
}
