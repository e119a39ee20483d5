package dev.vigil.kits.generic;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.vigil.kit.ActionCall;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.platform.ProcessCall;
import dev.vigil.platform.ProcessOutcome;
import dev.vigil.platform.ProcessSpec;
import dev.vigil.platform.Processes;

import org.jspecify.annotations.Nullable;

/**
 * Handlers one after the other, until one exits with 0 or the limit of all of them together has passed. Each begins on the thread on which
 * the one before it has ended, so that all but the two volatile fields is only ever seen by one thread at a time; any thread may end the run.
 */
final class HandlerRun {
    /** How much is kept from either end of either output of one handler. */
    private static final int KEPT_BYTES = 4 * 1024;

    private final List<Path> handlers;
    private final HandlerCommand command;
    private final ActionCall call;
    private final Processes processes;
    private final long beganNanos = System.nanoTime();
    private final List<String> report = new ArrayList<>();
    private final StringBuilder written = new StringBuilder();
    private volatile boolean isTerminated;
    private volatile @Nullable ProcessCall running;

    HandlerRun(List<Path> handlers, HandlerCommand command, ActionCall call, Processes processes) {
        this.handlers = List.copyOf(handlers);
        this.command = command;
        this.call = call;
        this.processes = processes;
    }

    /** The outcome of all of them: done, when one has recovered the resource; its report has a line for each that was begun. */
    CompletionStage<Outcome> begin() {
        return next(0);
    }

    /** Ends the handler that runs; none begins any more. */
    void terminate() {
        isTerminated = true;
        ProcessCall last = running;
        if (last != null) {
            last.terminate();
        }
    }

    /** What those that were begun wrote, each below its name; to be asked when the outcome is there. */
    String written() {
        return written.toString();
    }

    private CompletionStage<Outcome> next(int index) {
        if (index == handlers.size()) {
            return CompletableFuture.completedFuture(new Outcome.Failed(told()));
        }
        Path handler = handlers.get(index);
        Duration left = call.limit().minus(took());
        if (isTerminated || !left.isPositive()) {
            report.add("the handler " + handler + " was not begun any more");
            return CompletableFuture.completedFuture(new Outcome.Unknown(told()));
        }
        call.progress().accept("the handler " + handler + " is running");
        Path folder = Optional.ofNullable(handler.getParent()).orElse(handler.toAbsolutePath().getRoot());
        ProcessCall started = processes
                .start(new ProcessSpec(command.line(handler), folder, command.environment(call), left, KEPT_BYTES));
        running = started;
        if (isTerminated) {
            // it was said between the look above and the start
            started.terminate();
        }
        return started.outcome().thenCompose(outcome -> ended(index, outcome));
    }

    private CompletionStage<Outcome> ended(int index, ProcessOutcome outcome) {
        Path handler = handlers.get(index);
        written.append("--- ").append(handler.getFileName()).append('\n').append(ScriptOutput.of(outcome));
        if (!written.toString().endsWith("\n")) {
            written.append('\n');
        }
        Outcome verdict = ScriptVerdict.ofHandler(handler).of(outcome);
        report.add(firstLine(handler, verdict));
        boolean isEnded = outcome instanceof ProcessOutcome.TimedOut || outcome instanceof ProcessOutcome.Terminated;
        if (isEnded) {
            return CompletableFuture.completedFuture(new Outcome.Unknown(told()));
        }
        return verdict instanceof Outcome.Done
                ? CompletableFuture.completedFuture(new Outcome.Done(took(), told()))
                : next(index + 1);
    }

    /** All that it wrote is kept elsewhere. */
    private static String firstLine(Path handler, Outcome verdict) {
        String whole = switch (verdict) {
            case Outcome.Done done -> "the handler " + handler + " exited with 0";
            case Outcome.Failed failed -> failed.detail();
            case Outcome.Unknown unknown -> unknown.detail();
        };
        return whole.lines().findFirst().orElse("");
    }

    private String told() {
        return String.join("\n", report);
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - beganNanos);
    }
}
