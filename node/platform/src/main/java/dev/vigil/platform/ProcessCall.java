package dev.vigil.platform;

import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** A program that was started, or could not be. Any thread may use it. */
public interface ProcessCall {
    /** The value of {@link Processes#CALL_VARIABLE} in everything this call has started. */
    UUID id();

    /**
     * Completes exactly once and never exceptionally: when the program has exited, or when it and its descendants have been ended. What
     * depends on it runs on the thread of the call, so it must not block.
     */
    CompletionStage<ProcessOutcome> outcome();

    /** Blocks until the outcome is there. */
    ProcessOutcome await() throws InterruptedException;

    /**
     * Ends the program and its descendants as at the limit, and returns at once; the outcome tells when it is done. Does nothing once the
     * program has exited.
     */
    void terminate();
}
