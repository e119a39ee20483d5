package dev.vigil.lcd.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/**
 * Keeps opaque records in order: a record that was answered as stored survives kill -9 and a power cut at any instant.
 *
 * <p>Any thread may append and none ever waits for the disk: a thread of the journal's own writes everything that has gathered as one group,
 * forces it once and completes the futures, in order. Whatever is chained to a future runs on that thread and must be short, such as posting
 * an event. Checkpoints are written by a second thread beside the appends. Only one process may have a journal open; its owner sees to that.
 */
public final class Journal implements AutoCloseable {
    private final JournalLog log;
    private final AppendQueue queue;
    private final Meter meter = new Meter();
    private final CheckpointWriter checkpoints;
    private final Thread writer;

    private Journal(JournalLog log, JournalOptions options) {
        this.log = log;
        this.queue = new AppendQueue(options.maxRecordBytes(), options.maxQueuedBytes());
        this.checkpoints = new CheckpointWriter(log);
        this.writer = Thread.ofPlatform().name("vigil-journal").daemon().unstarted(this::work);
    }

    /**
     * Opens the journal of this folder, or begins one. Takes the time to read all of it; everything returned is durable.
     *
     * @throws JournalDamaged when something that had been stored is missing or changed; nothing was written to the folder but mended ends
     * @throws IOException when the disk refused to work, or has no room; it may be tried again
     */
    public static Opened open(FilePort files, Path folder, JournalOptions options) throws IOException, JournalDamaged {
        Recovery.Found found = Recovery.run(files, folder, options);
        Journal journal = new Journal(new JournalLog(files, folder, options, found), options);
        journal.writer.start();
        return new Opened(journal, found.checkpoint(), found.records(), found.remarks());
    }

    /**
     * Never blocks. The future is always completed, with a value, never with an exception. What is chained to it after that runs at once, on
     * the thread that chains it.
     */
    public CompletableFuture<AppendOutcome> append(byte[] payload) {
        return queue.add(payload.clone(), writer);
    }

    /**
     * Stores a snapshot of everything up to and with this record, which must have been answered as stored. Never blocks; the caller must not
     * change the array afterwards. One at a time: a second is refused. Keeps the newest two and deletes the segments the older one covers.
     */
    public CompletableFuture<CheckpointOutcome> checkpoint(long index, byte[] snapshot) {
        return checkpoints.write(new Checkpoint(index, snapshot));
    }

    /** The last record that is durable; zero before the first. */
    public long lastIndex() {
        return log.lastIndex();
    }

    public JournalFigures figures() {
        return meter.figures;
    }

    /** Why the journal takes nothing more, once it has failed. It does not recover: close it and open it again. */
    public Optional<String> failure() {
        return log.failure();
    }

    /** Stores what was appended before, then ends the threads. Waits for that; not to be called from what is chained to a future. */
    @Override
    public void close() throws IOException {
        queue.close(writer);
        joinFully(writer);
        checkpoints.close().ifPresent(Journal::joinFully);
        log.close();
    }

    private static void joinFully(Thread thread) {
        boolean wasInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException interrupt) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        while (true) {
            AppendQueue.Group group = queue.take();
            if (!group.isEmpty()) {
                store(group);
            } else if (queue.isFinished()) {
                return;
            } else {
                LockSupport.park(queue);
            }
        }
    }

    private void store(AppendQueue.Group group) {
        long begun = System.nanoTime();
        switch (log.append(group.payloads())) {
            case AppendOutcome.Stored stored -> {
                meter.count(group.payloads().size(), Duration.ofNanos(System.nanoTime() - begun));
                group.completeFrom(stored.index());
            }
            // What waits was asked for by callers who took it that this group would be stored.
            case AppendOutcome.NoRoom noRoom -> {
                AppendQueue.Group waiting = queue.takeAll();
                group.completeAll(noRoom);
                waiting.completeAll(noRoom);
            }
            case AppendOutcome.Unknown unknown -> group.completeAll(unknown);
            case AppendOutcome.Refused refused -> group.completeAll(refused);
        }
    }

    /** Written by the journal's thread, read by any. */
    private static final class Meter {
        private final long[] forces = new long[JournalFigures.FORCE_BOUNDS.size() + 1];
        private volatile JournalFigures figures = new JournalFigures(0, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO, counts());

        private void count(int records, Duration took) {
            JournalFigures last = figures;
            Duration longest = took.compareTo(last.longestForce()) > 0 ? took : last.longestForce();
            forces[bucketOf(took)]++;
            figures = new JournalFigures(last.records() + records, last.groups() + 1, took, longest, last.totalForce().plus(took),
                    counts());
        }

        private List<Long> counts() {
            return LongStream.of(forces).boxed().toList();
        }

        private static int bucketOf(Duration took) {
            int bucket = 0;
            while (bucket < JournalFigures.FORCE_BOUNDS.size() && took.compareTo(JournalFigures.FORCE_BOUNDS.get(bucket)) > 0) {
                bucket++;
            }
            return bucket;
        }
    }
}
