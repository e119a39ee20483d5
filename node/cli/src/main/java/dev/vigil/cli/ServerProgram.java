package dev.vigil.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Runs the server's program by the launcher, which knows its Java, its options and its class path. */
final class ServerProgram {
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration END_LIMIT = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 50;
    private static final int SHOWN_LINES = 15;
    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    private final Path launcher;
    private final Supplier<Administration> administration;
    private final Consumer<String> out;

    ServerProgram(Path launcher, Supplier<Administration> administration, Consumer<String> out) {
        this.launcher = launcher;
        this.administration = administration;
        this.out = out;
    }

    /** Runs it to its end, in front; its exit code is ours. */
    int run(List<String> arguments) {
        return await(launch(new ProcessBuilder(command(arguments)).inheritIO()));
    }

    int foreground(Places places) {
        return run(List.of("run", "--home", places.home().toString()));
    }

    /** Starts it in a session of its own, so that the terminal's end is not its end, and waits until its administration answers. */
    int start(Places places) {
        if (isAnswering()) {
            out.accept("The node runs already; its administration listens on " + places.endpoint().address() + ".");
            return ExitCode.DONE;
        }
        List<String> command = command(List.of("run", "--home", places.home().toString()));
        SETSID.stream().filter(Files::isExecutable).findFirst().ifPresent(setsid -> command.addFirst(setsid.toString()));
        Path log = freshLog(places.home());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile())
                .redirectInput(new File(isWindows() ? "NUL" : "/dev/null"));
        Process process = launch(builder);
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            if (isAnswering()) {
                out.accept("The node is up; its administration listens on " + places.endpoint().address() + ".");
                return ExitCode.DONE;
            }
            pause();
        }
        String what = process.isAlive()
                ? "The node has not answered within " + START_LIMIT.toSeconds() + " s and is still starting."
                : "The node ended with exit code " + process.exitValue() + " before it answered.";
        lastLines(log).forEach(line -> out.accept("  " + line));
        throw Failure.failed(what, "Its output is in " + log + ".");
    }

    /** Waits until the node that ends has gone; should what has started it start it again by itself, that will do. */
    int startAgain(Places places) {
        Path endpoint = places.home().resolve("run/endpoint");
        long end = System.nanoTime() + END_LIMIT.toNanos();
        while (Files.exists(endpoint) && System.nanoTime() < end) {
            pause();
        }
        pause();
        return start(places);
    }

    private List<String> command(List<String> arguments) {
        if (!Files.isExecutable(launcher)) {
            throw Failure.failed("The launcher " + launcher + " is missing.", "Start vigil by bin/vigil of its package.");
        }
        List<String> command = new ArrayList<>();
        if (isWindows()) {
            command.addAll(List.of("cmd.exe", "/d", "/c"));
        }
        command.addAll(List.of(launcher.toString(), "--server"));
        command.addAll(arguments);
        return command;
    }

    /** Any answer will do, also a refusal: the question is whether somebody of this cluster listens. */
    private boolean isAnswering() {
        try {
            administration.get().get("/v1/status", Map.of());
            return true;
        } catch (Failure failure) {
            return failure.exitCode() != ExitCode.UNREACHABLE;
        }
    }

    private static Process launch(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw Failure.failed("The server's program does not start: " + e.getMessage() + ".",
                    "Is the package complete, and may you run it?");
        }
    }

    private static int await(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw Failure.failed("Interrupted.", "The server's program was asked to end.");
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.failed("Interrupted.", "The node goes on starting; vigil status shows it.");
        }
    }

    /** The output of the run before stays beside it: it may say why that run ended. */
    private static Path freshLog(Path home) {
        Path log = home.resolve("logs").resolve("console.log");
        try {
            Files.createDirectories(home.resolve("logs"));
            if (Files.exists(log)) {
                Files.move(log, log.resolveSibling("console.log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
            return log;
        } catch (IOException e) {
            throw Failure.failed("The output of the node cannot be kept in " + log + ": " + e + ".",
                    "Is --home right, and may you write there?");
        }
    }

    private static List<String> lastLines(Path log) {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            List<String> all = lines.toList();
            return all.subList(Math.max(0, all.size() - SHOWN_LINES), all.size());
        } catch (IOException e) {
            return List.of(log + " cannot be read: " + e);
        }
    }

    private static boolean isWindows() {
        return File.separatorChar == '\\';
    }
}
