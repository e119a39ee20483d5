package dev.vigil.lcd.journal;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Writes one checkpoint at a time, each on a thread of its own that ends with it. The lock is never held while writing. */
final class CheckpointWriter {
    private final JournalLog log;
    private Optional<Thread> thread = Optional.empty();
    private boolean isBusy;
    private boolean isClosed;

    CheckpointWriter(JournalLog log) {
        this.log = log;
    }

    synchronized CompletableFuture<CheckpointOutcome> write(Checkpoint checkpoint) {
        if (isClosed || isBusy) {
            String reason = isClosed ? "the journal is closed" : "another checkpoint is being written";
            return CompletableFuture.completedFuture(new CheckpointOutcome.Refused(reason));
        }
        CompletableFuture<CheckpointOutcome> answer = new CompletableFuture<>();
        isBusy = true;
        thread = Optional.of(Thread.ofPlatform().name("vigil-checkpoint").daemon().start(() -> {
            CheckpointOutcome outcome = log.checkpoint(checkpoint);
            end();
            answer.complete(outcome);
        }));
        return answer;
    }

    private synchronized void end() {
        isBusy = false;
    }

    /** Takes nothing more; returns the thread that may still be writing. */
    synchronized Optional<Thread> close() {
        isClosed = true;
        return thread;
    }
}
