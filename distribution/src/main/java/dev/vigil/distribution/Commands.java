package dev.vigil.distribution;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs commands of this machine. */
final class Commands {
    /** What takes longer hangs; the demonstration then says which command it was. */
    private static final long LIMIT_SECONDS = 60;

    private Commands() {}

    /** What a command said and how it ended. */
    record Outcome(int exitCode, String text) {
        boolean isDone() {
            return exitCode == 0;
        }
    }

    static String run(List<String> command) {
        Outcome outcome = attempt(command);
        if (!outcome.isDone()) {
            throw new DemoFailure(String.join(" ", command) + "\n  ended with exit code " + outcome.exitCode() + "\n"
                    + outcome.text().indent(2));
        }
        return outcome.text();
    }

    static Outcome attempt(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectInput(nothing()).start();
            CompletableFuture<Void> limit = CompletableFuture.runAsync(process::destroyForcibly,
                    CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS));
            try (InputStream in = process.getInputStream()) {
                String text = new String(in.readAllBytes(), Charset.defaultCharset());
                return new Outcome(process.waitFor(), text);
            } finally {
                limit.cancel(false);
            }
        } catch (IOException e) {
            return new Outcome(-1, e.getMessage() + "\n");
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Runs it with the terminal of this process. */
    static int inFront(List<String> command) {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new DemoFailure(e.getMessage() + "");
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Starts what goes on when this process has ended. */
    static Process leave(List<String> command, Path log) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectInput(nothing())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
        } catch (IOException e) {
            throw new DemoFailure(e.getMessage() + "");
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    static DemoFailure interrupted() {
        Thread.currentThread().interrupt();
        return new DemoFailure("interrupted");
    }

    static boolean isWindows() {
        return File.separatorChar == '\\';
    }

    private static File nothing() {
        return new File(isWindows() ? "NUL" : "/dev/null");
    }
}
