package dev.vigil.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One thread of a process that gets no further, while the others go on: each of its waits is lengthened by a tracer. Closing lets it go. */
final class HeldThread implements AutoCloseable {
    /** The kernel shows no more of a thread's name. */
    private static final int SHOWN_NAME = 15;
    private static final String WAITS = "futex,poll,epoll_wait,epoll_pwait,clock_nanosleep,restart_syscall";
    private static final long MICROSECONDS = 60_000_000;
    private static final long END_LIMIT_SECONDS = 5;
    private final Process tracer;

    HeldThread(long process, String name) {
        String thread = threadOf(process, name.substring(0, Math.min(SHOWN_NAME, name.length())));
        try {
            tracer = new ProcessBuilder("strace", "-q", "-o", "/dev/null", "-p", thread, "-e", "trace=" + WAITS, "-e",
                    "inject=" + WAITS + ":delay_enter=" + MICROSECONDS).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot hold the thread " + name, e);
        }
    }

    private static String threadOf(long process, String shown) {
        List<String> found = LabFolders.list(Path.of("/proc", Long.toString(process), "task")).stream()
                .filter(task -> comm(task).equals(shown)).map(task -> task.getFileName().toString()).toList();
        if (found.size() != 1) {
            throw new LabFailure("process " + process + " has " + found.size() + " threads called " + shown);
        }
        return found.getFirst();
    }

    private static String comm(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(task + " has gone", e);
        }
    }

    /** A tracer that has ended holds nothing. */
    boolean isHeld() {
        return tracer.isAlive();
    }

    @Override
    public void close() {
        tracer.destroyForcibly();
        try {
            tracer.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
