package dev.vigil.platform.posix;

import dev.vigil.platform.ProcessCall;
import dev.vigil.platform.ProcessOutcome;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A call whose program never ran. */
record UnstartedCall(UUID id, ProcessOutcome.CouldNotStart reason) implements ProcessCall {
    @Override
    public CompletionStage<ProcessOutcome> outcome() {
        return CompletableFuture.completedStage(reason);
    }

    @Override
    public ProcessOutcome await() {
        return reason;
    }

    @Override
    public void terminate() {
        // There is nothing to end.
    }
}
