package dev.vigil.lcd.h2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.lcd.model.Entry;
import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.lcd.model.LcdState;

/**
 * Keeps H2 behind the journal, on a thread of its own. Nothing waits for it, and no trouble of its reaches the node: after any error
 * the file is moved aside and built again from what memory holds.
 */
public final class H2Mirror implements AutoCloseable {
    /** What memory holds, as of one journal index. */
    public record Snapshot(long index, LcdState state, List<HistoryEntry> history) {}

    /** How far H2 is and how often it had to be built again. */
    public record Figures(long appliedIndex, int rebuilds) {}

    /** So many records may wait; beyond it the mirror forgets them and starts again from a snapshot. */
    private static final int MAX_WAITING = 10_000;
    /** So many records are applied in one transaction at most. */
    private static final int MAX_TOGETHER = 1_000;
    /** So long records gather before they are applied: a transaction costs H2 more than a record, and the disk's time belongs to the journal. */
    private static final Duration GATHER = Duration.ofMillis(20);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final long SLICE_MILLIS = 100;
    private static final Logger LOG = LoggerFactory.getLogger(H2Mirror.class);

    private final Path folder;
    private final Path file;
    private final ClosedMark closedMark;
    private final Supplier<Snapshot> memory;
    private final BlockingQueue<Task> tasks = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Thread thread;
    private volatile Figures figures = new Figures(-1, 0);
    private volatile boolean isBehind = true;
    private volatile boolean isClosing;
    private int troubles;
    private @Nullable H2Database database;

    /** {@code memory} is asked on the mirror's thread whenever H2 must be built again. */
    public H2Mirror(Path folder, Supplier<Snapshot> memory) {
        this.folder = folder;
        this.file = folder.resolve("lcd.mv.db");
        this.closedMark = new ClosedMark(file, folder.resolve("lcd.closed"));
        this.memory = memory;
        this.thread = Thread.ofPlatform().name("vigil-h2").daemon().start(this::work);
    }

    /** Never blocks. {@code entries} are those of journal record {@code index}. */
    public void applied(long index, List<Entry> entries) {
        if (!tasks.offer(new Apply(index, entries))) {
            isBehind = true;
        }
    }

    /** The newest events, newest first, from H2; empty future value when H2 is being built again just now. */
    public CompletableFuture<Optional<List<HistoryEntry>>> history(int limit) {
        var answer = new CompletableFuture<Optional<List<HistoryEntry>>>();
        if (!tasks.offer(new Ask(limit, answer))) {
            answer.complete(Optional.empty());
        }
        return answer;
    }

    public Figures figures() {
        return figures;
    }

    /** Applies what waits, then closes the file. */
    @Override
    public void close() {
        isClosing = true;
        // Never by an interrupt: that would close the file under H2 in the middle of a write.
        if (!tasks.offer(new Wake())) {
            LOG.debug("the mirror's thread has enough to wake it");
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        while (!isClosing || !tasks.isEmpty()) {
            try {
                catchUp();
                Task task = tasks.poll(RETRY.toMillis(), TimeUnit.MILLISECONDS);
                if (task != null) {
                    carryOut(task);
                }
            } catch (InterruptedException e) {
                LOG.warn("h2-interrupted: nothing in this program interrupts this thread");
            } catch (SQLException | IOException | RuntimeException | StackOverflowError | AssertionError e) {
                LOG.warn("h2-rebuild reason=\"{}\": the query database is moved aside and built again; nothing is lost",
                        e.toString());
                discard();
                if (isClosing) {
                    return;
                }
            }
        }
        closeInOrder();
    }

    private void carryOut(Task task) throws SQLException {
        switch (task) {
            case Apply apply -> applyTogether(apply);
            case Ask ask -> {
                try {
                    ask.answer().complete(Optional.of(opened().history(ask.limit())));
                } finally {
                    ask.answer().complete(Optional.empty());
                }
            }
            case Wake wake -> LOG.debug("the mirror closes");
        }
    }

    private void applyTogether(Apply first) throws SQLException {
        if (!isClosing && tasks.size() < MAX_TOGETHER) {
            LockSupport.parkNanos(GATHER.toNanos());
        }
        List<Entry> entries = new ArrayList<>();
        long last = figures.appliedIndex();
        Optional<Apply> next = Optional.of(first);
        for (int count = 1; next.isPresent(); count++) {
            if (next.get().index() > last) {
                entries.addAll(next.get().entries());
                last = next.get().index();
            }
            next = count < MAX_TOGETHER ? nextApply() : Optional.empty();
        }
        if (last > figures.appliedIndex()) {
            opened().apply(last, entries);
            figures = new Figures(last, figures.rebuilds());
        }
    }

    /** The first that waits, if it is one. Only this thread takes. */
    private Optional<Apply> nextApply() {
        return tasks.peek() instanceof Apply && tasks.poll() instanceof Apply next ? Optional.of(next) : Optional.empty();
    }

    /** Opens the file if need be, and builds it from memory when it does not stand exactly where the waiting records begin. */
    private void catchUp() throws SQLException, IOException {
        if (database != null && !isBehind) {
            return;
        }
        if (database == null) {
            if (!closedMark.take() && Files.deleteIfExists(file)) {
                figures = new Figures(-1, figures.rebuilds() + 1);
                LOG.info("h2-rebuild reason=\"it was not closed in order\": the query database is built again; nothing is lost");
            }
            database = H2Database.open(folder);
        }
        isBehind = false;
        Snapshot now = memory.get();
        long applied = database.appliedIndex();
        if (applied != now.index()) {
            database.rebuild(now.index(), now.state(), now.history());
        }
        figures = new Figures(now.index(), figures.rebuilds());
    }

    private H2Database opened() throws SQLException {
        H2Database open = database;
        if (open == null) {
            throw new SQLException("the database is not open");
        }
        return open;
    }

    private void discard() {
        closeQuietly();
        figures = new Figures(-1, figures.rebuilds() + 1);
        try {
            if (Files.exists(file)) {
                Files.move(file, folder.resolve("lcd.damaged.mv.db"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            LOG.warn("h2-not-moved folder={} reason=\"{}\"", folder, e.toString());
        }
        pause();
        troubles++;
    }

    /** The first rebuild begins at once; a disk that fails again and again is not hammered. */
    private void pause() {
        long deadline = System.nanoTime() + (troubles > 0 ? RETRY.toNanos() : 0);
        while (!isClosing && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(SLICE_MILLIS));
        }
    }

    private void closeInOrder() {
        H2Database open = database;
        database = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
            closedMark.put();
        } catch (SQLException | IOException e) {
            LOG.warn("h2-close reason=\"{}\": the query database will be built again at the next start; nothing is lost",
                    e.toString());
        }
    }

    private void closeQuietly() {
        H2Database open = database;
        database = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException | RuntimeException e) {
                LOG.debug("h2-close", e);
            }
        }
    }

    /** Something for the mirror's thread. */
    private sealed interface Task {}

    private record Apply(long index, List<Entry> entries) implements Task {}

    /** Nothing to do but to look whether it is time to close. */
    private record Wake() implements Task {}

    private record Ask(int limit, CompletableFuture<Optional<List<HistoryEntry>>> answer) implements Task {}
}
