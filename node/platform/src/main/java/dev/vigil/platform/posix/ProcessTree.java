package dev.vigil.platform.posix;

import dev.vigil.platform.ProcessOutcome.Ending;
import dev.vigil.platform.Processes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * Everything that one call, or one resource, has started: its children, theirs, and whoever carries its mark in the environment it was
 * started with. Used by one thread.
 */
final class ProcessTree {
    /** How long processes may take to end themselves when asked. */
    static final Duration GRACE = Duration.ofSeconds(1);
    /** How long they are then killed again and again before they are called survivors. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Path PROC = Path.of("/proc");
    private static final long LOOK_NANOS = 10_000_000;
    private static final long BETWEEN_KILLS_NANOS = 1_000_000;

    private final List<String> marks;
    private final Set<ProcessHandle> seen;

    ProcessTree(UUID call, ProcessHandle root) {
        this(List.of(Processes.CALL_VARIABLE + "=" + call), List.of(root));
    }

    /** Of everything that was started with one of these settings of the environment, and of what is known already. */
    ProcessTree(List<String> marks, Collection<ProcessHandle> known) {
        this.marks = List.copyOf(marks);
        this.seen = new LinkedHashSet<>(known);
    }

    /** Asks all to end, then kills those that are left. Handles know the start time, so a reused number is not hit. */
    Ending end() {
        long start = System.nanoTime();
        Set<ProcessHandle> asked = new LinkedHashSet<>();
        List<ProcessHandle> living = living();
        while (!living.isEmpty() && System.nanoTime() - start < GRACE.toNanos()) {
            living.stream().filter(asked::add).forEach(ProcessHandle::destroy);
            LockSupport.parkNanos(LOOK_NANOS);
            living = living();
        }
        return killed(start, living, PATIENCE);
    }

    /** Asks nobody: kills what is known before it looks, and then whatever it finds. */
    Ending kill(Duration patience) {
        long start = System.nanoTime();
        seen.forEach(ProcessHandle::destroyForcibly);
        return killed(start, living(), patience);
    }

    private Ending killed(long start, List<ProcessHandle> found, Duration patience) {
        List<ProcessHandle> living = found;
        long killing = System.nanoTime();
        while (!living.isEmpty() && System.nanoTime() - killing < patience.toNanos()) {
            living.forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(BETWEEN_KILLS_NANOS);
            living = living();
        }
        return new Ending(seen.size() - living.size(), living.size(), Duration.ofNanos(System.nanoTime() - start));
    }

    /** One line of the process table. */
    private record Row(ProcessHandle handle, long parent, boolean isMarked) {}

    /** All of it that runs now; remembered, so that what loses its parents afterwards still counts. */
    List<ProcessHandle> living() {
        List<Row> table = table();
        List<ProcessHandle> living = new ArrayList<>(
                table.stream().filter(row -> row.isMarked() || seen.contains(row.handle())).map(Row::handle).toList());
        for (int next = 0; next < living.size(); next++) {
            long parent = living.get(next).pid();
            table.stream().filter(row -> row.parent() == parent && !living.contains(row.handle())).map(Row::handle)
                    .forEach(living::add);
        }
        seen.addAll(living);
        return living;
    }

    private List<Row> table() {
        List<Row> rows = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                row(entry).ifPresent(rows::add);
            }
        } catch (IOException unreadable) {
            throw new IllegalStateException("the process table /proc cannot be read", unreadable);
        }
        return rows;
    }

    /** Empty for a process that is gone or only waits to be collected. The handle comes first: what is read then is of it or newer. */
    private Optional<Row> row(Path entry) {
        Optional<ProcessHandle> handle = ProcessHandle.of(Long.parseLong(entry.getFileName().toString()));
        try {
            String stat = Files.readString(entry.resolve("stat"), StandardCharsets.ISO_8859_1);
            // pid (name) state parent ...; the name may hold blanks and brackets itself.
            String[] behindName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 3);
            boolean isGone = behindName[0].equals("Z") || behindName[0].equals("X");
            return isGone
                    ? Optional.empty()
                    : handle.map(process -> new Row(process, Long.parseLong(behindName[1]), isMarked(entry)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private boolean isMarked(Path entry) {
        try {
            String environment = Files.readString(entry.resolve("environ"), StandardCharsets.ISO_8859_1);
            return marks.stream()
                    .anyMatch(mark -> environment.startsWith(mark + "\0") || environment.contains("\0" + mark + "\0"));
        } catch (IOException goneOrForeign) {
            return false;
        }
    }
}
