package dev.vigil.platform.posix;

import com.sun.jna.Pointer;
import dev.vigil.platform.Scheduling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** By the nice value of the one thread, which Linux keeps apart for each; above all by a place in the queue of real time. */
final class NiceScheduling implements Scheduling {
    private static final int FAVOURED = -15;
    private static final int THIS_THREAD = 0;
    private static final int SCHED_FIFO = 1;
    /** Behind the threads of the kernel itself, which begin at 50. */
    private static final int PLACE = 10;
    private static final int SIGHUP = 1;
    private static final int SIGINT = 2;
    private static final int SIGTERM = 15;
    private static final Pointer IGNORED = Pointer.createConstant(1);
    private static final Path MEMORY_SCORE = Path.of("/proc/self/oom_score_adj");
    private static final Path TASKS = Path.of("/proc/self/task");
    /** As every runtime of the HotSpot family calls it. */
    private static final String RUNTIME_NAME = "VM Thread";

    @Override
    public boolean favour() {
        return favour(THIS_THREAD);
    }

    @Override
    public boolean favourRuntime() {
        try (Stream<Path> tasks = Files.list(TASKS)) {
            return tasks.filter(NiceScheduling::isRuntimes).toList().stream()
                    .anyMatch(task -> favour(Integer.parseInt(task.getFileName().toString())));
        } catch (IOException e) {
            throw new UncheckedIOException("the threads of this process cannot be listed", e);
        }
    }

    @Override
    public boolean favourAboveAll() {
        return Libc.sched_setscheduler(THIS_THREAD, SCHED_FIFO, new int[]{PLACE}) == 0 || favour();
    }

    @Override
    public void outlive() {
        Libc.setsid();
        List.of(SIGHUP, SIGINT, SIGTERM).forEach(signal -> Libc.signal(signal, IGNORED));
        try {
            Files.writeString(MEMORY_SCORE, "-1000");
        } catch (IOException refused) {
            return; // an ordinary user may not ask for this
        }
    }

    private static boolean favour(int thread) {
        return Libc.setpriority(Libc.PRIO_PROCESS, thread, FAVOURED) == 0;
    }

    private static boolean isRuntimes(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip().equals(RUNTIME_NAME);
        } catch (IOException ended) {
            return false;
        }
    }
}
