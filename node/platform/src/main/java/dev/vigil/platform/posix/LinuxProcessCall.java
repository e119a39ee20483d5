package dev.vigil.platform.posix;

import dev.vigil.platform.ProcessCall;
import dev.vigil.platform.ProcessOutcome;
import dev.vigil.platform.ProcessOutcome.Ending;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program that runs, watched by a thread of its own. */
final class LinuxProcessCall implements ProcessCall {
    private final UUID id;
    private final Duration limit;
    private final long startNanos;
    private final Process process;
    private final OutputDrain drain;
    private final CompletableFuture<Object> termination = new CompletableFuture<>();
    private final CompletableFuture<ProcessOutcome> outcome = new CompletableFuture<>();

    LinuxProcessCall(UUID id, Duration limit, long startNanos, Process process, OutputDrain drain) {
        this.id = id;
        this.limit = limit;
        this.startNanos = startNanos;
        this.process = process;
        this.drain = drain;
    }

    void watch() {
        Thread.ofPlatform().name("call-" + process.pid()).daemon().start(() -> {
            try {
                outcome.complete(run());
            } catch (RuntimeException | InterruptedException mistake) {
                // Whoever waits must not wait for ever because of a mistake here: nobody knows what runs, so it counts as not ended.
                outcome.complete(new ProcessOutcome.TimedOut(limit, drain.output(), drain.errors(), new Ending(0, 1, took())));
                throw new IllegalStateException("call " + id + " could not be followed to its end", mistake);
            }
        });
    }

    @Override
    public UUID id() {
        return id;
    }

    @Override
    public CompletionStage<ProcessOutcome> outcome() {
        return outcome.minimalCompletionStage();
    }

    @Override
    public ProcessOutcome await() throws InterruptedException {
        try {
            return outcome.get();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("an outcome is never an exception", impossible);
        }
    }

    @Override
    public void terminate() {
        termination.complete(id);
    }

    private ProcessOutcome run() throws InterruptedException {
        boolean isInTime = waitForEnd();
        if (!process.isAlive()) {
            Duration took = took();
            drain.catchUp();
            return new ProcessOutcome.Exited(process.exitValue(), drain.output(), drain.errors(), took);
        }
        Ending ending = new ProcessTree(id, process.toHandle()).end();
        drain.catchUp();
        return isInTime
                ? new ProcessOutcome.Terminated(took(), drain.output(), drain.errors(), ending)
                : new ProcessOutcome.TimedOut(limit, drain.output(), drain.errors(), ending);
    }

    /** False when the limit came first. */
    private boolean waitForEnd() throws InterruptedException {
        try {
            long left = Math.max(0, limit.toNanos() - (System.nanoTime() - startNanos));
            CompletableFuture.anyOf(process.onExit(), termination).get(left, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("neither an exit nor a termination fails", impossible);
        }
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }
}
