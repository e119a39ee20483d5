package dev.vigil.platform.posix;

import dev.vigil.platform.Scheduling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * By the nice value of the one thread, which Linux keeps apart for each. Real-time scheduling is not used: a thread that ran away with
 * it would take the machine along.
 */
final class NiceScheduling implements Scheduling {
    private static final int FAVOURED = -15;
    private static final int THIS_THREAD = 0;
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
